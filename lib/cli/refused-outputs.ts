import type { OutputType } from '../workflow/action-contract';
import type { DeclaredTypes } from '../workflow/declared-types';
import { nearest } from '../workflow/did-you-mean';
import { leftOutOutputs } from '../workflow/left-out-outputs';

/** Why outputs of a completion are refused, and what would be right. */
export interface RefusedOutputs {
  readonly message: string;
  readonly remedy: string;
}

const meanings: Readonly<Record<OutputType, string>> = {
  string: 'a text',
  phone: 'a text',
  enumeration: 'a text',
  number: 'a number',
  boolean: 'true or false',
  date: 'a date such as 2026-11-24',
  datetime: 'a time such as 2026-11-24T09:30:00Z',
  object: 'an object',
};

/**
 * Why a completion that a person gives is refused whole: since the first one stands, what the step would leave out of it
 * could never be given again.
 *
 * @returns undefined where the step takes all of it
 */
export function refusedOutputs(
  step: string,
  outputs: Readonly<Record<string, unknown>>,
  declared: DeclaredTypes,
): RefusedOutputs | undefined {
  if (outputs.hs_execution_state === 'BLOCK') {
    return {
      message: `A completion ends the pause of ${step}, and cannot ask for another: hs_execution_state is "BLOCK".`,
      remedy: 'Leave it out, or give "SUCCESS" or "FAIL_CONTINUE".',
    };
  }
  const leftOut = leftOutOutputs(outputs, declared);
  if (leftOut.length === 0) return undefined;
  const names = Object.keys(declared);
  const meant = leftOut.flatMap(({ name, type }) => {
    const near = type === undefined ? nearest(name, names) : undefined;
    return near === undefined ? [] : [`Did you mean \`${near}\`? `];
  });
  const all = Object.entries(declared).map(([name, type]) => `${name} (${meanings[type]})`);
  return {
    message: `The step ${step} would leave out what it is given: ${leftOut.map(({ name, why }) => `${name} ${why}`).join('; ')}.`,
    remedy:
      [...new Set(meant)].join('') +
      (all.length === 0 ? 'The step declares no outputs.' : `It takes ${all.join(', ')}.`),
  };
}
