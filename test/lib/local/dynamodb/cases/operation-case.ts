import type { TableDefinition } from '../../../../../lib/local/dynamodb/table-definition';

/** The table that all cases are about; each gets it empty. */
export const caseTable: TableDefinition = {
  TableName: 'cases',
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
    { AttributeName: 'kind', AttributeType: 'S' },
    { AttributeName: 'ranking', AttributeType: 'N' },
    { AttributeName: 'tag', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-kind',
      KeySchema: [
        { AttributeName: 'kind', KeyType: 'HASH' },
        { AttributeName: 'ranking', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
    {
      IndexName: 'by-tag',
      KeySchema: [{ AttributeName: 'tag', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['note'] },
    },
  ],
  LocalSecondaryIndexes: [
    {
      IndexName: 'by-ranking',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'ranking', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
};

/** A request of a case; `TableName` is filled in where the operation has one and the request does not. */
export interface CaseStep {
  readonly operation: string;
  readonly request: Readonly<Record<string, unknown>>;
}

/** Operations on a table that is empty at first, and whose answers are recorded from DynamoDB Local. */
export interface OperationCase {
  /** A sentence, unique among the cases. */
  readonly name: string;
  readonly steps: readonly CaseStep[];
  /** Why DynamoDB Local's messages are not what the store gives; names of errors are compared all the same. */
  readonly otherMessages?: string;
}

/** A case. */
export function operationCase(name: string, ...steps: readonly CaseStep[]): OperationCase {
  return { name, steps };
}

const table = { TableName: caseTable.TableName };

/** PutItem of `{pk: 'a', sk: '1', …attributes}`. */
export function put(attributes: object = {}, request: object = {}): CaseStep {
  return { operation: 'PutItem', request: { ...table, Item: { ...key(), ...attributes }, ...request } };
}

/** GetItem of the key. */
export function get(itemKey: object = key(), request: object = {}): CaseStep {
  return { operation: 'GetItem', request: { ...table, Key: itemKey, ...request } };
}

/** UpdateItem of the item `a`, `1`, that gives all of the new item. */
export function update(expression: string | undefined, values?: object, request: object = {}): CaseStep {
  return {
    operation: 'UpdateItem',
    request: {
      ...table,
      Key: key(),
      ...(expression === undefined ? {} : { UpdateExpression: expression }),
      ...(values === undefined ? {} : { ExpressionAttributeValues: values }),
      ReturnValues: 'ALL_NEW',
      ...request,
    },
  };
}

/** DeleteItem of the item `a`, `1`. */
export function remove(request: object = {}): CaseStep {
  return { operation: 'DeleteItem', request: { ...table, Key: key(), ...request } };
}

/** Query. */
export function query(condition: string, values: object, request: object = {}): CaseStep {
  return {
    operation: 'Query',
    request: { ...table, KeyConditionExpression: condition, ExpressionAttributeValues: values, ...request },
  };
}

/** Scan. */
export function scan(request: object = {}): CaseStep {
  return { operation: 'Scan', request: { ...table, ...request } };
}

/** TransactWriteItems; each operation is about the item `a`, `1` unless it says otherwise. */
export function transact(items: readonly Readonly<Record<string, object>>[], request: object = {}): CaseStep {
  const filled = items.map((item) =>
    Object.fromEntries(Object.entries(item).map(([kind, body]) => [kind, { ...table, ...body }])),
  );
  return { operation: 'TransactWriteItems', request: { TransactItems: filled, ...request } };
}

/** A key. */
export function key(pk = 'a', sk = '1'): object {
  return { pk: { S: pk }, sk: { S: sk } };
}

/** A condition that is tried on an item, by a put that changes nothing else. */
export function conditionOn(
  item: object,
  condition: string,
  values?: object,
  request: object = {},
): CaseStep[] {
  return [
    put(item),
    update(
      'SET tried = :tried',
      { ':tried': { BOOL: true }, ...values },
      {
        ConditionExpression: condition,
        ReturnValues: 'UPDATED_NEW',
        ...request,
      },
    ),
  ];
}
