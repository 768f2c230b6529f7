import { CodedActionsError } from '../coded-actions-error';
import type { RecordName } from './keys';

/** A record's typed JSON would be larger than an execution can carry (docs/data-model.md). */
export class RecordTooLargeError extends CodedActionsError {
  readonly code = 'record-too-large';
  readonly remedy =
    'Keep long texts and files elsewhere, such as in S3, and only their address in the record.';

  constructor(
    readonly record: RecordName,
    /** Bytes of the properties as typed JSON. */
    readonly size: number,
    /** Bytes that are allowed. */
    readonly limit: number,
  ) {
    super(
      `The properties of ${record.objectType} ${record.objectId} take ${size} bytes as typed JSON; ${limit} are allowed.`,
    );
  }
}
