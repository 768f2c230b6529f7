import type { RecordName } from '../records/keys';
import { InputFileError } from './input-file-error';
import type { EventInput, RecordInput } from './record-input';

/**
 * The record that a run is about.
 *
 * @param objectType the workflow's, which both are of where they name one
 * @throws InputFileError when neither the record nor the event names one, or they name two
 */
export function subjectOf(
  { record, event }: { readonly record: RecordInput | undefined; readonly event: EventInput | undefined },
  objectType: string,
): RecordName {
  const objectId = event?.detail.objectId ?? record?.objectId;
  if (objectId === undefined) {
    throw new InputFileError(
      event === undefined ? 'There is no record to run with.' : 'The event has no `detail.objectId`.',
      event === undefined
        ? 'Add --record <file>, or --event <file> with an event that brings properties.'
        : 'Add `"objectId"` to its `detail`.',
    );
  }
  if (record !== undefined && record.objectId !== objectId) {
    throw new InputFileError(
      `The event is about ${objectId}, and the record is ${record.objectId}.`,
      'Give both the same `objectId`.',
    );
  }
  return { objectType, objectId };
}
