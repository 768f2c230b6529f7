import { CodedActionsError } from '../coded-actions-error';

/** A callback that a command was given cannot be completed, or not with these outputs; nothing was stored. */
export class CallbackError extends CodedActionsError {
  readonly code = 'callback';

  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}
