import type { Item } from '../attribute-value';
import { checkKey } from '../check-key';
import type { Database } from '../database';
import { readItem } from '../read-value';
import { asRequest, member, type Request, requiredList } from '../request';
import { validationError } from '../service-error';
import { readOne } from './get-item';
import type { Operation } from './operation';
import { itemName } from './transaction-limits';

/** "Up to 100 items" (API Reference, "BatchGetItem"). */
const maximumBatchLength = 100;

/** BatchGetItem. Everything is answered at once, so nothing is ever left unprocessed. */
export const batchGetItem: Operation = (request, database) => {
  const tables = Object.entries(asRequest(member(request, 'RequestItems') ?? {}));
  const asked = tables.map(([name, body]) => ({ name, body: asRequest(body) }));
  requireBatch(
    asked.reduce((sum, { body }) => sum + requiredList(body, 'Keys').length, 0),
    maximumBatchLength,
    'BatchGetItem',
  );
  const responses = asked.map(({ name, body }) => [name, readAll(name, body, database)] as const);
  return { Responses: Object.fromEntries(responses), UnprocessedKeys: {} };
};

/** @throws ServiceError when a batch is empty or too long */
export function requireBatch(length: number, limit: number, operation: string): void {
  if (length === 0) {
    throw validationError(
      "1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  }
  if (length > limit) throw validationError(`Too many items requested for the ${operation} call`);
}

function readAll(tableName: string, body: Request, database: Database): Item[] {
  const { Keys: _, ...rest } = body;
  const table = database.table(tableName);
  const keys = requiredList(body, 'Keys').map((key) => readItem(key));
  for (const key of keys) checkKey(key, table.schema);
  if (new Set(keys.map((key) => itemName(table, key))).size < keys.length) {
    throw validationError('Provided list of item keys contains duplicates');
  }
  return keys.flatMap((Key) => {
    const item = readOne({ ...rest, TableName: tableName, Key }, database);
    return item === undefined ? [] : [item];
  });
}
