import { CodedActionsError } from '../coded-actions-error';

/** A record's type or id is empty, or longer than a DynamoDB key can hold. */
export class InvalidRecordNameError extends CodedActionsError {
  readonly code = 'invalid-record-name';
  readonly remedy =
    'Give the record an objectType and an objectId that are not empty and together under 2,000 bytes.';
}
