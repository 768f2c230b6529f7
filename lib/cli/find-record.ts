import { getRecordRequest } from '../records/get-record';
import type { RecordName } from '../records/keys';
import { recordFromItem, type StoredRecord } from '../records/record-item';
import type { RecordsTable } from './records-table';

/** A record as a table has it; undefined where there is none. */
export async function findRecord(name: RecordName, table: RecordsTable): Promise<StoredRecord | undefined> {
  const item = await table.get(getRecordRequest(table.name, name));
  return item && recordFromItem(item);
}
