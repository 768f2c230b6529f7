/** What else there is to know of an error. */
export interface StateErrorOptions {
  /** A time-out for want of a heartbeat: `States.HeartbeatTimeout` matches it too. */
  isHeartbeat?: boolean;
  /** No wildcard of `Retry` or `Catch` matches it. */
  isTerminal?: boolean;
}

/**
 * An error that a state ends with, as ASL names it: matched by `Retry` and `Catch`, else the end of the execution.
 * A Fail state may leave both name and cause out.
 */
export class StateError extends Error {
  override readonly name = 'StateError';
  readonly isHeartbeat: boolean;
  readonly isTerminal: boolean;

  /**
   * @param error the error name, such as `States.TaskFailed`
   * @param causeText what happened, for a person or as JSON text
   */
  constructor(
    readonly error: string | undefined,
    readonly causeText: string | undefined,
    options: StateErrorOptions = {},
  ) {
    super(`${error ?? 'no error name'}: ${causeText ?? 'no cause'}`);
    this.isHeartbeat = options.isHeartbeat ?? false;
    this.isTerminal = options.isTerminal ?? error === 'States.Runtime';
  }
}

/** An evaluation of the machine's own data that failed: also told in an `EvaluationFailed` event. */
export class QueryEvaluationError extends StateError {
  /** @param location the field, with a path within it, such as `Output/result`; absent where AWS names none */
  constructor(
    causeText: string,
    readonly location?: string,
  ) {
    super('States.QueryEvaluationError', causeText);
  }
}
