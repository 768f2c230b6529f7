/**
 * An error that a state ends with, as ASL names it: matched by `Retry` and `Catch`, else the end of the execution.
 * A Fail state may leave both name and cause out.
 */
export class StateError extends Error {
  override readonly name = 'StateError';

  /**
   * @param error the error name, such as `States.TaskFailed`
   * @param causeText what happened, for a person or as JSON text
   * @param isHeartbeat a time-out for want of a heartbeat: `States.HeartbeatTimeout` matches it too
   */
  constructor(
    readonly error: string | undefined,
    readonly causeText: string | undefined,
    readonly isHeartbeat = false,
  ) {
    super(`${error ?? 'no error name'}: ${causeText ?? 'no cause'}`);
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
