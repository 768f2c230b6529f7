import type { Database } from '../database';
import { type ItemWrite, readDelete, readPut } from '../item-write';
import { asRequest, member, type Request, requiredList } from '../request';
import { validationError } from '../service-error';
import { requireBatch } from './batch-get-item';
import type { Operation } from './operation';
import { itemName } from './transaction-limits';

/** "Up to 25 item put or delete operations" (API Reference, "BatchWriteItem"). */
const maximumBatchLength = 25;

/** BatchWriteItem. Everything is written, so nothing is ever left unprocessed. */
export const batchWriteItem: Operation = (request, database) => {
  const writes = Object.entries(asRequest(member(request, 'RequestItems') ?? {})).flatMap(([tableName]) =>
    requiredList(asRequest(member(request, 'RequestItems')), tableName).map((entry) =>
      readEntry(tableName, asRequest(entry), database),
    ),
  );
  requireBatch(writes.length, maximumBatchLength, 'BatchWriteItem');
  if (new Set(writes.map(({ table, key }) => itemName(table, key))).size < writes.length) {
    throw validationError('Provided list of item keys contains duplicates');
  }
  for (const write of writes) {
    const before = write.table.get(write.key);
    database.commit([{ table: write.table, before, after: write.after(before) }]);
  }
  return { UnprocessedItems: {} };
};

function readEntry(TableName: string, entry: Request, database: Database): ItemWrite {
  const put = member(entry, 'PutRequest');
  const removal = member(entry, 'DeleteRequest');
  if (put !== undefined && removal === undefined) return readPut({ ...asRequest(put), TableName }, database);
  if (removal !== undefined && put === undefined)
    return readDelete({ ...asRequest(removal), TableName }, database);
  throw validationError(
    'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
  );
}
