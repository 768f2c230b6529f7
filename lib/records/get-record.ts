import type { AttributeMap } from './attribute-value';
import { attributesOf } from './attributes';
import { type RecordName, recordKey } from './keys';
import type { GetItemRequest } from './table-call';

/** The request that reads a record; its `Item`, if any, goes to `recordFromItem`. */
export function getRecordRequest(tableName: string, record: RecordName): GetItemRequest {
  return { TableName: tableName, Key: recordItemKey(record), ConsistentRead: true };
}

/** A record's key in typed JSON. */
export function recordItemKey(record: RecordName): AttributeMap {
  return attributesOf({ ...recordKey(record) });
}
