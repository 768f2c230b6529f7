import type { AttributeMap } from './attribute-value';
import { attributesOf, numberAttribute, schemaVersion, stringAttribute } from './attributes';
import { recordKey } from './keys';
import { MalformedItemError } from './malformed-item-error';
import type { Property } from './property';
import { marshalProperties, unmarshalProperties } from './typed-properties';

/** A CRM object as the table keeps it. */
export interface StoredRecord {
  readonly objectType: string;
  readonly objectId: string;
  readonly properties: Readonly<Record<string, Property>>;
  /** Raised by every write; change events carry it. */
  readonly version: number;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** The ARN of the execution that wrote last, or `user`. */
  readonly writer: string;
}

/** The writer of what a person or another system stored. */
export const userWriter = 'user';

/** A record as an item. @throws PropertyNotStorableError */
export function recordToItem(record: StoredRecord): AttributeMap {
  const { properties, ...rest } = record;
  return {
    ...attributesOf({ ...recordKey(record), schemaVersion, ...rest }),
    properties: { M: marshalProperties(properties) },
  };
}

/** An item as a record. @throws MalformedItemError when it is not one. */
export function recordFromItem(item: AttributeMap): StoredRecord {
  const properties = item.properties;
  if (properties === undefined || !('M' in properties))
    throw new MalformedItemError('properties', 'a map', item);
  return {
    objectType: stringAttribute(item, 'objectType'),
    objectId: stringAttribute(item, 'objectId'),
    properties: unmarshalProperties(properties.M),
    version: numberAttribute(item, 'version'),
    createdAt: stringAttribute(item, 'createdAt'),
    updatedAt: stringAttribute(item, 'updatedAt'),
    writer: stringAttribute(item, 'writer'),
  };
}
