import { CodedActionsError } from '../coded-actions-error';

/** A destroy that ended before the workflow was gone. Running it again goes on where it ended. */
export class DestroyUnfinishedError extends CodedActionsError {
  readonly code = 'destroy-unfinished';

  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}
