import type { StateError } from './state-error';

/** Errors that end an execution whatever it catches by a wildcard: "Handling errors in Step Functions workflows". */
const TERMINAL = new Set<string | undefined>(['States.DataLimitExceeded', 'States.Runtime']);

/**
 * Whether a retrier's or catcher's `ErrorEquals` names an error. `States.ALL` leaves out `States.DataLimitExceeded` and
 * `States.Runtime`, the latter cannot be caught at all; `States.TaskFailed` stands for every error but time-outs.
 */
export function matches(errorEquals: readonly string[], error: StateError): boolean {
  if (error.error === 'States.Runtime') return false;
  return errorEquals.some((name) => {
    if (name === error.error) return true;
    if (name === 'States.HeartbeatTimeout') return error.isHeartbeat;
    if (TERMINAL.has(error.error)) return false;
    if (name === 'States.TaskFailed') return error.error !== 'States.Timeout';
    return name === 'States.ALL';
  });
}
