import { CodedActionsError } from '../coded-actions-error';

/** The person ended the command before it was done. */
export class StoppedError extends CodedActionsError {
  readonly code = 'stopped';
  readonly remedy = 'Nothing of it goes on. Give the command again to start over.';

  constructor() {
    super('Stopped.');
  }
}
