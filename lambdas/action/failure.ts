/** The names under which a state machine tells failures of an action apart: its `Retry` and `Catch` go by them. */
export type FailureName =
  | 'CodedActions.Retryable'
  | 'CodedActions.RetryAfter'
  | 'CodedActions.Blocked'
  | 'CodedActions.Failed';

/** A failed run, ready to be thrown: everything in it is text of bounded length. */
export interface Failure {
  readonly name: FailureName;
  readonly message: string;
}

/** By a mark, not by its class: each file that the wrapper consists of has a class of its own. */
const failureMark = Symbol.for('coded-actions.failure');

/** True for such a failure; false for whatever cannot be asked what it is. */
export function isActionFailure(thrown: unknown): thrown is ActionFailure {
  try {
    return thrown instanceof Error && failureMark in thrown;
  } catch {
    return false;
  }
}

/**
 * A run that failed for a reason that is ours to word: a time-out, an output that cannot be, a missing secret. Never
 * retried unless `retryable`.
 */
export class ActionFailure extends Error {
  readonly retryable: boolean;
  declare readonly [failureMark]: true;

  constructor(message: string, options: { readonly retryable?: boolean; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'ActionFailure';
    this[failureMark] = true;
    this.retryable = options.retryable ?? false;
  }
}
