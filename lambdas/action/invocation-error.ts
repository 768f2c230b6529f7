import type { Failure } from './failure';

/**
 * The error that AWS's client turns into the invocation's failure: `errorType` is its name. Its stack is the empty
 * string: the cause in the execution's history would repeat the message in a trace, and an undefined stack makes the
 * client report another type.
 */
export function invocationError(failure: Failure): Error {
  const error = new Error(failure.message);
  error.name = failure.name;
  error.stack = '';
  return error;
}
