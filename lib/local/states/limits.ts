import { StateError } from './state-error';

/** Bytes of UTF-8 that an input, an output or a result may have: "Step Functions service quotas". */
export const PAYLOAD_LIMIT = 262_144;

/** Bytes that one variable, and all that one `Assign` field gives, may have. */
export const VARIABLE_LIMIT = 262_144;

/** Bytes that all variables of an execution may have together. */
export const VARIABLES_LIMIT = 10_485_760;

/** Whether a text has more bytes of UTF-8 than a limit; counts them only where its length leaves it open. */
export function exceeds(text: string, limit: number): boolean {
  return text.length > limit || (text.length * 3 > limit && Buffer.byteLength(text) > limit);
}

/**
 * The JSON text of what a state hands on, or of a task's result.
 *
 * @param of whose it is: a state's name, or the task as AWS names it
 * @throws StateError `States.DataLimitExceeded` when it is too large; that of a state is terminal
 */
export function payloadText(value: unknown, of: string, isTerminal: boolean): string {
  const text = JSON.stringify(value);
  if (exceeds(text, PAYLOAD_LIMIT)) {
    throw new StateError(
      'States.DataLimitExceeded',
      `The state/task '${of}' returned a result with a size exceeding the maximum number of bytes service limit.`,
      { isTerminal },
    );
  }
  return text;
}
