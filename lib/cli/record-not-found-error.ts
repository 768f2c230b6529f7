import { CodedActionsError } from '../coded-actions-error';
import type { RecordName } from '../records/keys';

/** A record that a command asked for is not there. */
export class RecordNotFoundError extends CodedActionsError {
  readonly code = 'record-not-found';
  readonly remedy =
    'Check the type (as the workflow has it, such as contact) and the id, or store it with `records put`.';

  constructor(name: RecordName, where: string) {
    super(`There is no ${name.objectType} ${name.objectId} in ${where}.`);
  }
}
