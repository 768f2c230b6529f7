import { type AttributeValue, attribute, type Item, type ValueType, valueType } from './attribute-value';
import { compareText, compareValues } from './compare-values';
import type { IndexDefinition, KeySchemaElement, TableDefinition } from './table-definition';

/** An attribute of a key, and its type. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: ValueType;
}

/** What a table or index is keyed by. */
export interface KeySchema {
  readonly partition: KeyAttribute;
  readonly sort: KeyAttribute | undefined;
}

/** A secondary index's key, and which attributes it holds (`undefined` for all). */
export interface IndexSchema extends KeySchema {
  readonly name: string;
  readonly global: boolean;
  readonly projected: ReadonlySet<string> | undefined;
}

/** The key of a table. @throws Error when the definition is not one */
export function tableKeySchema(table: TableDefinition): KeySchema {
  return keySchema(table, table.KeySchema);
}

/** The indexes of a table. @throws Error when the definition is not one */
export function indexSchemas(table: TableDefinition): IndexSchema[] {
  return [
    ...(table.GlobalSecondaryIndexes ?? []).map((index) => indexSchema(table, index, true)),
    ...(table.LocalSecondaryIndexes ?? []).map((index) => indexSchema(table, index, false)),
  ];
}

/** The attributes of a key, partition first. */
export function keyAttributes(schema: KeySchema): KeyAttribute[] {
  return schema.sort === undefined ? [schema.partition] : [schema.partition, schema.sort];
}

/** The part of an item that is its key. */
export function keyOf(item: Item, schema: KeySchema): Item {
  const key: Record<string, AttributeValue> = {};
  for (const { name } of keyAttributes(schema)) {
    const value = attribute(item, name);
    if (value !== undefined) key[name] = value;
  }
  return key;
}

/** One text for a key's value, different for different values. */
export function valueText(value: AttributeValue): string {
  const [content = ''] = Object.values(value);
  return `${valueType(value)}:${String(content)}`;
}

/** The order of two items of one partition. */
export function compareSortKeys(one: Item, two: Item, schema: KeySchema): number {
  if (schema.sort === undefined) return 0;
  const left = attribute(one, schema.sort.name);
  const right = attribute(two, schema.sort.name);
  return left === undefined || right === undefined ? 0 : (compareValues(left, right) ?? 0);
}

/** The order of two items that an index holds at the same place: by their partition in the table, then as there. */
export function comparePrimaryKeys(one: Item, two: Item, schema: KeySchema): number {
  const left = attribute(one, schema.partition.name);
  const right = attribute(two, schema.partition.name);
  if (left === undefined || right === undefined) return 0;
  return compareText(valueText(left), valueText(right)) || compareSortKeys(one, two, schema);
}

function keySchema(table: TableDefinition, elements: readonly KeySchemaElement[]): KeySchema {
  const partition = elements.find((element) => element.KeyType === 'HASH');
  if (partition === undefined)
    throw new Error(`The table ${table.TableName} has a key without a partition key.`);
  const sort = elements.find((element) => element.KeyType === 'RANGE');
  return {
    partition: keyAttribute(table, partition.AttributeName),
    sort: sort === undefined ? undefined : keyAttribute(table, sort.AttributeName),
  };
}

function keyAttribute(table: TableDefinition, name: string): KeyAttribute {
  const type = table.AttributeDefinitions.find(
    (definition) => definition.AttributeName === name,
  )?.AttributeType;
  if (type === 'S' || type === 'N' || type === 'B') return { name, type };
  throw new Error(`The key attribute ${name} of the table ${table.TableName} is not defined as S, N or B.`);
}

function indexSchema(table: TableDefinition, index: IndexDefinition, global: boolean): IndexSchema {
  const schema = keySchema(table, index.KeySchema);
  const type = index.Projection.ProjectionType ?? 'ALL';
  if (type === 'ALL') return { ...schema, name: index.IndexName, global, projected: undefined };
  const names = [...keyAttributes(schema), ...keyAttributes(tableKeySchema(table))].map((each) => each.name);
  return {
    ...schema,
    name: index.IndexName,
    global,
    projected: new Set([...names, ...(index.Projection.NonKeyAttributes ?? [])]),
  };
}
