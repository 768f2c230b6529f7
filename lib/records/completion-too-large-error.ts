import { CodedActionsError } from '../coded-actions-error';

/** The outputs of a completion are more than a run can carry. */
export class CompletionTooLargeError extends CodedActionsError {
  readonly code = 'completion-too-large';
  readonly remedy = 'Store what is large elsewhere, and give where it is.';

  /** @param size of the outputs as JSON, in bytes */
  constructor(
    readonly callbackId: string,
    size: number,
    allowed: number,
  ) {
    super(`The outputs for ${callbackId} are ${size} bytes as JSON; a run can carry ${allowed}.`);
  }
}
