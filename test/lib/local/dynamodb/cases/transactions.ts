import { get, key, type OperationCase, operationCase, put, remove, transact } from './operation-case';

const exists = { ConditionExpression: 'attribute_exists(pk)' };
const absent = { ConditionExpression: 'attribute_not_exists(pk)' };
const allOld = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
const one = { Key: key('a', '1') };
const two = { Key: key('a', '2') };

const counted = (token: string, step = '1') =>
  transact(
    [
      {
        Update: {
          ...one,
          UpdateExpression: 'ADD tally :one',
          ExpressionAttributeValues: { ':one': { N: step } },
        },
      },
    ],
    { ClientRequestToken: token },
  );

const takeMarker = transact([
  {
    Update: {
      ...one,
      UpdateExpression: 'SET #status = :active, execution = :me',
      ConditionExpression: 'attribute_not_exists(pk) OR execution = :me',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':active': { S: 'active' }, ':me': { S: 'me' } },
    },
  },
]);

/** What transactions do, and how they are refused. */
export const transactionCases: readonly OperationCase[] = [
  operationCase(
    'a transaction does a put, an update, a delete and a check',
    put({ sk: { S: '3' } }),
    put({ sk: { S: '4' }, greeting: { S: 'x' } }),
    transact([
      { Put: { Item: { ...key('a', '1'), greeting: { S: 'new' } }, ...absent } },
      {
        Update: {
          ...two,
          UpdateExpression: 'SET n = if_not_exists(n, :zero) + :one',
          ExpressionAttributeValues: { ':zero': { N: '0' }, ':one': { N: '1' } },
        },
      },
      { Delete: { Key: key('a', '3'), ...exists } },
      { ConditionCheck: { Key: key('a', '4'), ...exists } },
    ]),
    get(key('a', '1')),
    get(key('a', '2')),
    get(key('a', '3')),
    get(key('a', '4')),
  ),
  operationCase(
    'a condition that fails undoes all of it, and the reasons come in order',
    put({ greeting: { S: 'old' } }),
    transact([
      { Put: { Item: key('a', '2') } },
      { Put: { Item: key('a', '1'), ...absent } },
      { Delete: { Key: key('a', '3'), ...exists } },
      { ConditionCheck: { Key: key('a', '4'), ...absent } },
    ]),
    get(key('a', '2')),
  ),
  operationCase(
    'a reason has the item where that was asked for',
    put({ greeting: { S: 'old' } }),
    transact([
      { Put: { Item: key('a', '1'), ...absent, ...allOld } },
      { Update: { ...two, UpdateExpression: 'REMOVE x', ...exists, ...allOld } },
      { Delete: { Key: key('a', '3') } },
    ]),
  ),
  operationCase(
    'a check and a delete give their items too',
    put({ greeting: { S: 'old' } }),
    put({ sk: { S: '2' }, greeting: { S: 'other' } }),
    transact([
      { ConditionCheck: { ...one, ...absent, ...allOld } },
      { Delete: { ...two, ...absent, ...allOld } },
    ]),
  ),
  operationCase(
    'an update that cannot be made cancels with its message',
    put({ greeting: { S: 'old' } }),
    transact([
      { Put: { Item: key('a', '2') } },
      {
        Update: {
          ...one,
          UpdateExpression: 'SET greeting = greeting + :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
        },
      },
    ]),
    get(key('a', '2')),
  ),
  operationCase(
    'an update of a path that is not there cancels with its message',
    put(),
    transact([
      {
        Update: {
          ...one,
          UpdateExpression: 'SET m.x = :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
        },
      },
    ]),
  ),
  operationCase(
    'an update that makes an item too large cancels with its message',
    put({ big: { S: 'x'.repeat(300 * 1024) } }),
    transact([
      {
        Update: {
          ...one,
          UpdateExpression: 'SET more = :more',
          ExpressionAttributeValues: { ':more': { S: 'x'.repeat(200 * 1024) } },
        },
      },
    ]),
  ),
  operationCase(
    'the same item twice is refused',
    transact([{ Put: { Item: key('a', '1') } }, { ConditionCheck: { ...one, ...exists } }]),
    get(),
  ),
  operationCase('no operation is refused', transact([])),
  operationCase('an empty operation is refused', transact([{}])),
  operationCase(
    'two operations in one are refused',
    transact([{ Put: { Item: key() }, Delete: { Key: key('a', '2') } }]),
  ),
  operationCase(
    'a hundred operations are allowed',
    transact(Array.from({ length: 100 }, (_, at) => ({ Put: { Item: key('a', String(at)) } }))),
    get(key('a', '99')),
  ),
  operationCase(
    'a hundred and one operations are refused',
    transact(Array.from({ length: 101 }, (_, at) => ({ Put: { Item: key('a', String(at)) } }))),
  ),
  operationCase('a check needs a condition', transact([{ ConditionCheck: one }])),
  operationCase('an update needs an expression', transact([{ Update: one }])),
  operationCase(
    'an expression that is wrong is refused',
    transact([{ Update: { ...one, UpdateExpression: 'SET status = :a' } }]),
  ),
  operationCase(
    'values that are not used are refused',
    transact([{ Put: { Item: key(), ...absent, ExpressionAttributeValues: { ':a': { S: 'x' } } } }]),
  ),
  operationCase('a key that is wrong is refused', transact([{ Delete: { Key: { pk: { S: 'a' } } } }])),
  operationCase('an item without its key is refused', transact([{ Put: { Item: { pk: { S: 'a' } } } }])),
  operationCase(
    'a table that is not there is refused',
    transact([{ Put: { Item: key(), TableName: 'nowhere' } }]),
  ),
  operationCase(
    'an item that is too large is refused',
    transact([{ Put: { Item: { ...key(), big: { S: 'x'.repeat(401 * 1024) } } } }]),
  ),
  operationCase('the same token does the same once', counted('token-1'), counted('token-1'), get()),
  operationCase('another token does it again', counted('token-2'), counted('token-3'), get()),
  operationCase(
    'the same token with another request is refused',
    counted('token-4'),
    counted('token-4', '2'),
    get(),
  ),
  operationCase('a token that is too long is refused', counted('t'.repeat(37))),
  operationCase(
    'a token of a transaction that was canceled may be used again',
    transact([{ Put: { Item: key(), ...exists } }], { ClientRequestToken: 'token-5' }),
    put(),
    transact([{ Put: { Item: key(), ...exists } }], { ClientRequestToken: 'token-5' }),
  ),
  operationCase('gets in one transaction', put({ greeting: { S: 'x' } }), {
    operation: 'TransactGetItems',
    request: {
      TransactItems: [
        { Get: { TableName: 'cases', ...one } },
        { Get: { TableName: 'cases', ...two } },
        { Get: { TableName: 'cases', Key: key('a', '1'), ProjectionExpression: 'greeting' } },
      ].slice(0, 2),
    },
  }),
  operationCase('a projection in a transaction of gets', put({ greeting: { S: 'x' } }), {
    operation: 'TransactGetItems',
    request: { TransactItems: [{ Get: { TableName: 'cases', ...one, ProjectionExpression: 'greeting' } }] },
  }),
  operationCase('gets of the same item twice are refused', {
    operation: 'TransactGetItems',
    request: {
      TransactItems: [{ Get: { TableName: 'cases', ...one } }, { Get: { TableName: 'cases', ...one } }],
    },
  }),
  operationCase(
    'a run that asks again is let in by its own marker',
    takeMarker,
    takeMarker,
    remove({ ReturnValues: 'ALL_OLD' }),
  ),
];
