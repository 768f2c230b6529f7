import type { StateError } from './state-error';

/**
 * Whether a retrier's or catcher's `ErrorEquals` names an error. `States.ALL` leaves out terminal errors:
 * `States.Runtime`, which cannot be caught at all, and the `States.DataLimitExceeded` of a state. That of a task's
 * result it takes, as recorded from AWS. `States.TaskFailed` stands for every error but time-outs.
 * "Handling errors in Step Functions workflows".
 */
export function matches(errorEquals: readonly string[], error: StateError): boolean {
  if (error.error === 'States.Runtime') return false;
  return errorEquals.some((name) => {
    if (name === error.error) return true;
    if (name === 'States.HeartbeatTimeout') return error.isHeartbeat;
    if (error.isTerminal) return false;
    if (name === 'States.TaskFailed') return error.error !== 'States.Timeout';
    return name === 'States.ALL';
  });
}
