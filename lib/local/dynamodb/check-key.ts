import { type AttributeValue, attribute, type Item, valueType } from './attribute-value';
import { type IndexSchema, type KeyAttribute, type KeySchema, keyAttributes } from './key-schema';
import { invalidParameter, validationError } from './service-error';

/** The longest keys, in bytes ("Quotas in Amazon DynamoDB"). */
const maximumPartitionKeySize = 2048;
const maximumSortKeySize = 1024;

/** @throws ServiceError when a `Key` is not exactly the key of the table */
export function checkKey(key: Item, schema: KeySchema): void {
  const attributes = keyAttributes(schema);
  const matches = attributes.every(({ name, type }) => {
    const value = attribute(key, name);
    return value !== undefined && valueType(value) === type;
  });
  if (!matches || Object.keys(key).length !== attributes.length) {
    throw validationError('The provided key element does not match the schema');
  }
  checkKeyValues(key, schema);
}

/** @throws ServiceError when an item lacks the key of its table, or has a wrong value in it or in an index's key */
export function checkItemKeys(item: Item, schema: KeySchema, indexes: readonly IndexSchema[]): void {
  for (const { name, type } of keyAttributes(schema)) {
    const value = attribute(item, name);
    if (value === undefined) throw invalidParameter(`Missing the key ${name} in the item`);
    if (valueType(value) !== type) {
      throw invalidParameter(`Type mismatch for key ${name} expected: ${type} actual: ${valueType(value)}`);
    }
  }
  checkKeyValues(item, schema);
  checkIndexKeys(item, indexes);
}

/** @throws ServiceError when the item has a value that an index cannot have in its key */
export function checkIndexKeys(item: Item, indexes: readonly IndexSchema[]): void {
  for (const index of indexes) {
    for (const key of keyAttributes(index)) {
      const value = attribute(item, key.name);
      if (value !== undefined) checkIndexKey(value, key, index);
    }
  }
}

/** As `checkIndexKeys`, in the words for an update. */
export function checkUpdatedIndexKeys(item: Item, indexes: readonly IndexSchema[]): void {
  for (const { name } of indexes.flatMap(keyAttributes)) {
    const value = attribute(item, name);
    if (value === undefined || keySize(value) > 0) continue;
    throw validationError(
      `One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty ${emptyKind(value)} value.`,
    );
  }
  checkIndexKeys(item, indexes);
}

function checkIndexKey(value: AttributeValue, key: KeyAttribute, index: IndexSchema): void {
  if (valueType(value) !== key.type) {
    throw invalidParameter(
      `Type mismatch for Index Key ${key.name} Expected: ${key.type} Actual: ${valueType(value)} IndexName: ${index.name}`,
    );
  }
  if (keySize(value) === 0) {
    throw validationError(
      `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${emptyKind(value)} value. IndexName: ${index.name}, IndexKey: ${key.name}`,
    );
  }
}

/** @throws ServiceError when a key's value is empty or too long */
export function checkKeyValues(item: Item, schema: KeySchema): void {
  for (const { name } of keyAttributes(schema)) {
    const value = attribute(item, name);
    if (value === undefined) continue;
    const size = keySize(value);
    if (size === 0) {
      throw validationError(
        `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${emptyKind(value)} value. Key: ${name}`,
      );
    }
    const partition = name === schema.partition.name;
    const limit = partition ? maximumPartitionKeySize : maximumSortKeySize;
    if (size > limit) {
      throw invalidParameter(
        partition
          ? `Size of hashkey has exceeded the maximum size limit of${limit} bytes`
          : `Aggregated size of all range keys has exceeded the size limit of ${limit} bytes`,
      );
    }
  }
}

function keySize(value: AttributeValue): number {
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('B' in value) return Buffer.byteLength(value.B, 'base64');
  return 1;
}

function emptyKind(value: AttributeValue): string {
  return 'S' in value ? 'string' : 'binary';
}
