import { itemSize } from '../../../lib/local/dynamodb/item-size';
import type { Store } from '../../../lib/local/dynamodb/store';
import type { AttributeMap } from '../../../lib/records/attribute-value';
import { indexNames, tableDefinition } from '../../../lib/records/table-definition';

/** Request units as DynamoDB bills them on demand. */
export interface TableUnits {
  reads: number;
  /** Of the table itself. */
  writes: number;
  /** Of its three indexes. */
  indexWrites: number;
  /** Of these, those of the one key that all runs of the workflow share: a partition takes 1,000 a second. */
  sharedKeyWrites: number;
}

interface Write {
  readonly TableName: string;
  readonly Key: AttributeMap;
}

/**
 * Counts the request units of all that is asked of a store from now on, by the items' sizes before and after, as "DynamoDB
 * read and write operations" and "Global secondary indexes" (*Provisioned throughput considerations*) of the Developer
 * Guide say: a consistent read of 4 KB is a unit; so is a write of 1 KB, also one whose condition fails; in a
 * transaction it is two; in an index, a put, an update or a delete is one, and a change of its key two.
 */
export function countUnits(store: Store): TableUnits {
  const units: TableUnits = { reads: 0, writes: 0, indexWrites: 0, sharedKeyWrites: 0 };
  const byKey = new Map<string, number>();
  const call = store.call.bind(store);
  const item = async ({ TableName, Key }: Write): Promise<AttributeMap | undefined> => {
    const { Item } = await call('GetItem', { TableName, Key, ConsistentRead: true });
    return Item === undefined ? undefined : JSON.parse(JSON.stringify(Item));
  };
  store.call = async (operation, request) => {
    const input = JSON.parse(JSON.stringify(request));
    const writes = writesOf(operation, input);
    const before = await Promise.all(writes.map(item));
    try {
      return await call(operation, request);
    } finally {
      const after = await Promise.all(writes.map(item));
      if (operation === 'GetItem') units.reads += readUnits(await item(input), input.ConsistentRead === true);
      for (const index of writes.keys()) {
        units.writes +=
          tableUnits(before[index], after[index]) * (operation === 'TransactWriteItems' ? 2 : 1);
        for (const [key, writes] of indexWrites(before[index], after[index])) {
          units.indexWrites += writes;
          byKey.set(key, (byKey.get(key) ?? 0) + writes);
        }
      }
      const shared = [...byKey].filter(([key]) => !key.startsWith(ofOneRecord)).map(([, writes]) => writes);
      units.sharedKeyWrites = Math.max(0, ...shared);
    }
  };
  return units;
}

type Request = Write & {
  readonly Item?: AttributeMap;
  readonly ConsistentRead?: boolean;
  readonly TransactItems?: readonly Readonly<Record<string, Request>>[];
};

/** The items that a request writes; none where it only reads. @throws Error on a request that it cannot count */
function writesOf(operation: string, request: Request): readonly Write[] {
  switch (operation) {
    case 'GetItem':
      return [];
    case 'UpdateItem':
      return [request];
    case 'PutItem':
      return [{ TableName: request.TableName, Key: keyOf(request.Item ?? {}) }];
    case 'TransactWriteItems':
      return (request.TransactItems ?? []).flatMap((entry) =>
        Object.entries(entry).flatMap(([kind, write]) => writesOf(`${kind}Item`, write)),
      );
    default:
      throw new Error(`The units of ${operation} are not counted.`);
  }
}

function keyOf(item: AttributeMap): AttributeMap {
  const { partitionKey, sortKey } = tableDefinition;
  return Object.fromEntries(
    Object.entries(item).filter(([name]) => name === partitionKey || name === sortKey),
  );
}

function readUnits(item: AttributeMap | undefined, consistent: boolean): number {
  return units(item, 4096) * (consistent ? 1 : 0.5);
}

function tableUnits(before: AttributeMap | undefined, after: AttributeMap | undefined): number {
  return Math.max(units(before, 1024), units(after, 1024));
}

/** The index whose keys are of one record each. */
const ofOneRecord = `${indexNames.runsByRecord} `;

/** The units that a write takes in indexes, by the index and its partition key. */
function indexWrites(
  before: AttributeMap | undefined,
  after: AttributeMap | undefined,
): readonly (readonly [key: string, units: number])[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return tableDefinition.indexes.flatMap(({ name, partitionKey, sortKey }) => {
    const place = (item: AttributeMap | undefined, attributes: readonly string[]): string | undefined =>
      item?.[partitionKey] && `${name} ${JSON.stringify(attributes.map((attribute) => item[attribute]))}`;
    const [old, now] = [before, after].map((item) => place(item, [partitionKey, sortKey]));
    const entry = (item: AttributeMap | undefined, writes: number): (readonly [string, number])[] => {
      const key = place(item, [partitionKey]);
      return key === undefined ? [] : [[key, writes]];
    };
    if (old === now) return entry(after, tableUnits(before, after));
    return [...entry(before, units(before, 1024)), ...entry(after, units(after, 1024))];
  });
}

function units(item: AttributeMap | undefined, size: number): number {
  return item === undefined ? 1 : Math.max(1, Math.ceil(itemSize(item) / size));
}
