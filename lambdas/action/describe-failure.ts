import type { ActionDeclaration } from '../../lib/workflow/action-contract';
import type { Verdict } from './classify';
import type { Failure } from './failure';
import type { SourcePlace } from './source-map';
import type { Thrown } from './thrown';

/** An error's cause in Step Functions' history has 32,768 characters; a person reads far fewer. */
const longestMessage = 2_000;

/** Why what may pass is not tried again. */
const reasons: Readonly<Record<NonNullable<Verdict['spent']>, string>> = {
  time: 'the time for retries is over, or would be by then',
  retries: "the step's retries are used up",
};

/**
 * The failure as the state machine gets it. Its message names the step, what happened, and the user's own file and
 * line; a wait stands at its head, where an expression finds it (`retryAfterSeconds=600`).
 */
export function describeFailure(
  thrown: Thrown,
  verdict: Verdict,
  place: SourcePlace | undefined,
  declaration: Pick<ActionDeclaration, 'workflow' | 'step' | 'file'>,
): Failure {
  const head = verdict.seconds === undefined ? '' : `retryAfterSeconds=${verdict.seconds} `;
  const where = place ? `${place.file}:${place.line}:${place.column}` : declaration.file;
  const name = thrown.name === 'ActionFailure' ? '' : `${thrown.name}: `;
  const answer =
    thrown.status === undefined
      ? ''
      : ` (HTTP ${thrown.status}${thrown.host ? ` from ${thrown.host}` : ''}${thrown.body ? `: ${thrown.body}` : ''})`;
  const spent = verdict.spent === undefined ? '' : ` It is not tried again: ${reasons[verdict.spent]}.`;
  const body = `${name}${thrown.message}${answer}`;
  const cut = body.length > longestMessage ? `${body.slice(0, longestMessage)} …` : body;
  return {
    name: verdict.name,
    message: `${head}${declaration.workflow}/${declaration.step} (${where}): ${cut}${spent}`,
  };
}
