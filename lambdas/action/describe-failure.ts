import type { ActionDeclaration } from '../../lib/workflow/action-contract';
import type { Verdict } from './classify';
import type { Failure } from './failure';
import type { SourcePlace } from './source-map';
import type { Thrown } from './thrown';

/** An error's cause in Step Functions' history has 32,768 characters; a person reads far fewer. */
const longestMessage = 2_000;

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
  const late = verdict.late ? ' It is not tried again: three days have passed, or would have by then.' : '';
  const body = `${name}${thrown.message}${answer}`;
  const cut = body.length > longestMessage ? `${body.slice(0, longestMessage)} …` : body;
  return {
    name: verdict.name,
    message: `${head}${declaration.workflow}/${declaration.step} (${where}): ${cut}${late}`,
  };
}
