import { CodedActionsError } from '../coded-actions-error';

/** A file, or standard input, that a command was given cannot be read or is not what it should be. */
export class InputFileError extends CodedActionsError {
  readonly code = 'input-file';

  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}
