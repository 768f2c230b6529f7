import type { AttributeMap } from './attribute-value';
import type { RecordName } from './keys';
import { RecordTooLargeError } from './record-too-large-error';

/** A record's typed JSON, in bytes: half of an execution's payload of 256 KiB (docs/data-model.md). */
export const maximumRecordSize = 128 * 1024;

/** The bytes of properties as typed JSON, which is what an execution carries. */
export function typedSize(properties: AttributeMap): number {
  return Buffer.byteLength(JSON.stringify(properties));
}

/** @throws RecordTooLargeError when the properties are larger than an execution can carry. */
export function checkRecordSize(record: RecordName, properties: AttributeMap): void {
  const size = typedSize(properties);
  if (size > maximumRecordSize) throw new RecordTooLargeError(record, size, maximumRecordSize);
}
