import type { OutputType } from './action-contract';
import type { DeclaredTypes } from './declared-types';

/** An output of a completion that the step will not have. */
export interface LeftOutOutput {
  readonly name: string;
  /** Behind the name it is a sentence's rest: `is "maybe", which cannot be a boolean`. */
  readonly why: string;
  /** Undefined where the step does not declare it. */
  readonly type: OutputType | undefined;
}

/** HubSpot's execution state, which every step takes, and how long a pause lasts, which means nothing in a completion. */
const executionState = 'hs_execution_state';
const expirationDuration = 'hs_expiration_duration';

/**
 * What a completion gives and the step will not have, since it is not declared or cannot be of its type. It is the machine
 * that leaves it out, by the expression of `lib/compiler/expressions/declared-outputs.ts`, and a test holds both to
 * each other. What is null, or an empty text where it is no text, is simply absent.
 *
 * @param given the completion's outputs, of JSON
 */
export function leftOutOutputs(
  given: Readonly<Record<string, unknown>>,
  declared: DeclaredTypes,
): readonly LeftOutOutput[] {
  return Object.entries(given).flatMap(([name, value]): LeftOutOutput[] => {
    if (value === null || value === undefined || name === executionState || name === expirationDuration)
      return [];
    const type = Object.hasOwn(declared, name) ? declared[name] : undefined;
    if (type === undefined) return [{ name, type, why: 'is not declared in the step\'s "outputs"' }];
    return value === '' || fits(value, type)
      ? []
      : [{ name, type, why: `is ${kindOf(value)}, which cannot be ${nounOf(type)}` }];
  });
}

/** Says it as the wrapper says it of what an action gives. */
export function leftOutText({ name, why }: LeftOutOutput): string {
  return `The output ${name} ${why}: left out.`;
}

/** The largest time that a Date of JavaScript has, in milliseconds. */
const latestTime = 8.64e15;

const time =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d))?$/;

function fits(value: unknown, type: OutputType): boolean {
  switch (type) {
    case 'string':
    case 'phone':
    case 'enumeration':
    case 'object':
      return true;
    case 'number':
      return (
        typeof value === 'number' ||
        typeof value === 'boolean' ||
        (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))
      );
    case 'boolean':
      return ['true', '1', 'false', '0'].includes(textOf(value));
    case 'date':
    case 'datetime':
      if (typeof value === 'number') return Math.abs(value) <= latestTime;
      if (typeof value !== 'string') return false;
      return /^-?\d{9,15}$/.test(value) || time.test(value);
  }
}

/** As JSONata's `$lowercase($string(…))` has it. */
function textOf(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toLowerCase();
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
}

function nounOf(type: OutputType): string {
  return `${/^[aeio]/.test(type) ? 'an' : 'a'} ${type}`;
}
