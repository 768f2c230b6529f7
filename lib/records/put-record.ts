import type { AttributeMap } from './attribute-value';
import { attributesOf, schemaVersion } from './attributes';
import { recordItemKey } from './get-record';
import { InvalidRecordNameError } from './invalid-record-name-error';
import { type RecordName, recordKey } from './keys';
import { userWriter } from './record-item';
import { checkRecordSize } from './record-size';
import type { UpdateItemRequest } from './table-call';
import { marshalProperties } from './typed-properties';

/** What to store: the properties given are set, those that are null are cleared, the others stay. */
export interface RecordToPut extends RecordName {
  readonly properties: Readonly<Record<string, unknown>>;
}

/**
 * The two requests of which one stores a record: `merge` holds where the record exists, `create` where it does not.
 * No single UpdateItem does both, since a path such as `properties.email` needs its map to be there, and one update may
 * not set both the map and something in it ("Two document paths overlap").
 */
export interface PutRecordRequests {
  readonly merge: UpdateItemRequest;
  readonly create: UpdateItemRequest;
}

/** A key may be 2,048 bytes (Developer Guide, "Quotas in Amazon DynamoDB"). */
const maximumKeySize = 2048;

/**
 * The requests that store a record; each gives the new record as `Attributes`.
 *
 * @param now ISO 8601
 * @throws InvalidRecordNameError when the type or id is empty or too long
 * @throws PropertyNotStorableError when a property is not storable
 * @throws RecordTooLargeError when the properties given are over 128 KB; what they are merged with counts only when the
 * record is loaded
 */
export function putRecordRequests(tableName: string, record: RecordToPut, now: string): PutRecordRequests {
  checkName(record);
  const properties = marshalProperties(record.properties);
  checkRecordSize(record, properties);
  return {
    merge: mergeRequest(tableName, record, properties, now),
    create: createRequest(tableName, record, properties, now),
  };
}

/**
 * Stores a record through `update`, which sends an UpdateItem and gives its answer, or undefined where the condition
 * failed. Between the two requests another may create or delete the record, so they are asked in turn.
 *
 * @returns the new record's item
 * @throws Error when the record came and went on every attempt
 */
export async function putRecord(
  requests: PutRecordRequests,
  update: (request: UpdateItemRequest) => Promise<AttributeMap | undefined>,
): Promise<AttributeMap> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const item = (await update(requests.merge)) ?? (await update(requests.create));
    if (item !== undefined) return item;
  }
  throw new Error('The record was created and deleted by others on every attempt to store it.');
}

function checkName(record: RecordName): void {
  if (record.objectType === '' || record.objectId === '') {
    throw new InvalidRecordNameError(`A record needs a type and an id; they are ${JSON.stringify(record)}.`);
  }
  const size = Buffer.byteLength(recordKey(record).pk);
  if (size > maximumKeySize) {
    throw new InvalidRecordNameError(
      `The type and id of a record make a key of ${size} bytes; 2,048 are allowed.`,
    );
  }
}

function mergeRequest(
  tableName: string,
  record: RecordToPut,
  properties: AttributeMap,
  now: string,
): UpdateItemRequest {
  // One name at least: DynamoDB refuses an empty map of them.
  const names: Record<string, string> = { '#version': 'version' };
  const values: AttributeMap = {};
  const sets: string[] = [];
  const removals: string[] = [];
  for (const [index, [name, value]] of Object.entries(record.properties).entries()) {
    const typed = properties[name];
    if (value === undefined) continue;
    names[`#p${index}`] = name;
    if (typed === undefined) {
      removals.push(`properties.#p${index}`);
    } else {
      values[`:p${index}`] = typed;
      sets.push(`properties.#p${index} = :p${index}`);
    }
  }
  const update = [...sets, '#version = #version + :one', 'updatedAt = :now', 'writer = :writer'].join(', ');
  return {
    TableName: tableName,
    Key: recordItemKey(record),
    UpdateExpression: `SET ${update}${removals.length === 0 ? '' : ` REMOVE ${removals.join(', ')}`}`,
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: {
      ...values,
      ...attributesOf({ ':one': 1, ':now': now, ':writer': userWriter }),
    },
    ReturnValues: 'ALL_NEW',
  };
}

function createRequest(
  tableName: string,
  record: RecordToPut,
  properties: AttributeMap,
  now: string,
): UpdateItemRequest {
  const attributes: AttributeMap = {
    ...attributesOf({
      objectType: record.objectType,
      objectId: record.objectId,
      version: 1,
      createdAt: now,
      updatedAt: now,
      writer: userWriter,
      schemaVersion,
    }),
    properties: { M: properties },
  };
  const names = Object.keys(attributes);
  return {
    TableName: tableName,
    Key: recordItemKey(record),
    UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
    ConditionExpression: 'attribute_not_exists(pk)',
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(
      names.map((name) => [`:${name}`, attributes[name] ?? { NULL: true }]),
    ),
    ReturnValues: 'ALL_NEW',
  };
}
