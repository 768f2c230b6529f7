import { batchGetItem } from './batch-get-item';
import { batchWriteItem } from './batch-write-item';
import { deleteItem } from './delete-item';
import { describeTable, listTables } from './describe-table';
import { getItem } from './get-item';
import type { Operation } from './operation';
import { putItem } from './put-item';
import { query } from './query';
import { scan } from './scan';
import { describeTimeToLive, updateTimeToLive } from './time-to-live';
import { transactGetItems } from './transact-get-items';
import { transactWriteItems } from './transact-write-items';
import { updateItem } from './update-item';

/** The operations of the store, by the names that requests have. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    BatchGetItem: batchGetItem,
    BatchWriteItem: batchWriteItem,
    DeleteItem: deleteItem,
    DescribeTable: describeTable,
    DescribeTimeToLive: describeTimeToLive,
    GetItem: getItem,
    ListTables: listTables,
    PutItem: putItem,
    Query: query,
    Scan: scan,
    TransactGetItems: transactGetItems,
    TransactWriteItems: transactWriteItems,
    UpdateItem: updateItem,
    UpdateTimeToLive: updateTimeToLive,
  }),
);
