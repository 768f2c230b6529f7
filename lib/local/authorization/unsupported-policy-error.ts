import { CodedActionsError } from '../../coded-actions-error';

/** A policy of the assembly holds what the local run does not evaluate: going on would allow or deny by guess. */
export class UnsupportedPolicyError extends CodedActionsError {
  readonly code = 'unsupported-policy';

  /**
   * @param place where it stands: the stack, the resource, and the statement's number
   * @param what what is not evaluated, as a phrase: `the condition operator NumericEquals`
   */
  constructor(
    readonly place: string,
    what: string,
    readonly remedy = 'Write the policy without it, or deploy to try it.',
  ) {
    super(`${place}: the local run does not evaluate ${what}.`);
  }
}
