/** What Lambda answers in place of a result when a function fails ("Understanding retry behavior in Lambda"). */
export interface FunctionErrorPayload {
  readonly errorType?: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** How a function's process ended, as Node tells it. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Lambda's answer when the process ended before the handler did, in the words of its logs. */
export function exitError(requestId: string, { code, signal }: ProcessEnd): FunctionErrorPayload {
  const reason =
    signal !== null
      ? `Runtime exited with error: signal: ${SIGNALS[signal] ?? signal.replace(/^SIG/, '').toLowerCase()}`
      : code === 0 || code === null
        ? 'Runtime exited without providing a reason'
        : `Runtime exited with error: exit status ${code}`;
  return { errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: ${reason}` };
}

/** The signals by their names in Lambda's messages, which are Go's. */
const SIGNALS: Partial<Record<NodeJS.Signals, string>> = {
  SIGKILL: 'killed',
  SIGABRT: 'aborted',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
  SIGINT: 'interrupt',
  SIGTRAP: 'trace/breakpoint trap',
  SIGILL: 'illegal instruction',
  SIGBUS: 'bus error',
};

/** Lambda's answer at the function's time limit. */
export function timeOutError(requestId: string, timeoutSeconds: number): FunctionErrorPayload {
  return {
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
  };
}

/** The largest request and answer of a synchronous invocation, in bytes ("Lambda quotas": 6 MB each). */
export const MAXIMUM_PAYLOAD = 6 * 1024 * 1024;

/** Lambda's answer when a function's own answer is over the limit. */
export function responseTooLargeError(): FunctionErrorPayload {
  return {
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size exceeded maximum allowed payload size (${MAXIMUM_PAYLOAD + 100} bytes).`,
  };
}
