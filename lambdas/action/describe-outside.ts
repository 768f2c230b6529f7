import type { ActionDeclaration, ActionInvocation } from '../../lib/workflow/action-contract';
import { classify } from './classify';
import { describeFailure } from './describe-failure';
import { type Failure, isActionFailure } from './failure';
import type { LoggedError } from './log-line';
import { readThrown } from './thrown';

/** A failure outside the action's own code, and what the log says of it. */
export function describeOutside(
  thrown: unknown,
  invocation: ActionInvocation,
  declaration: ActionDeclaration,
  hide: (text: string) => string,
): { readonly failure: Failure; readonly error: LoggedError } {
  const read = readThrown(thrown, hide);
  const failure = isActionFailure(thrown) ? thrown : undefined;
  const verdict = classify(read, invocation.attempt, failure, declaration.retryLimits);
  return {
    failure: describeFailure(read, verdict, undefined, declaration),
    error: {
      name: read.name,
      message: read.message,
      file: declaration.file,
      retryable: verdict.name !== 'CodedActions.Failed',
      internal: failure === undefined,
    },
  };
}
