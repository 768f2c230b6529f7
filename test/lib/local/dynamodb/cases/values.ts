import { get, key, type OperationCase, operationCase, put, update } from './operation-case';

const numbers = [
  '1.0',
  '-0',
  '0.000',
  '1e2',
  '1E-5',
  '.5',
  '5.',
  '+7',
  '007',
  '123456789012345678901234567890',
  '0.12345678901234567890123456789012345678',
  '12345678901234567890123456789012345678901',
  '100000000000000000000000000000000000000000',
  '1e125',
  '9.99e125',
  '1e126',
  '1e-130',
  '1e-131',
  '-1e125',
  'abc',
  '',
  '1,5',
  '0x10',
  'NaN',
  'Infinity',
  ' 1',
  '1e',
  '--1',
];

const values: readonly (readonly [string, unknown])[] = [
  ['an empty string', { S: '' }],
  ['an empty binary', { B: '' }],
  ['an empty list', { L: [] }],
  ['an empty map', { M: {} }],
  ['an empty string set', { SS: [] }],
  ['an empty number set', { NS: [] }],
  ['an empty binary set', { BS: [] }],
  ['a string set with an empty string', { SS: [''] }],
  ['a string set with duplicates', { SS: ['a', 'a'] }],
  ['a number set with duplicates', { NS: ['1', '1.0'] }],
  ['a set of sets of numbers in disorder', { NS: ['3', '1', '2'] }],
  ['null that is false', { NULL: false }],
  ['null', { NULL: true }],
  ['no type', {}],
  ['two types', { S: 'a', N: '1' }],
  ['text that is not ASCII', { S: 'é 😀 \u0000' }],
  ['maps in lists in maps', { M: { a: { L: [{ M: { b: { L: [] } } }] } } }],
  ['a list with null', { L: [{ NULL: true }, { BOOL: false }] }],
];

function nested(depth: number): unknown {
  return depth === 0 ? { S: 'leaf' } : { M: { inside: nested(depth - 1) } };
}

function nestedList(depth: number): unknown {
  return depth === 0 ? { S: 'leaf' } : { L: [nestedList(depth - 1)] };
}

const longKey = (length: number) => 'k'.repeat(length);

/** What values and keys there are, and how wrong ones are refused. */
export const valueCases: readonly OperationCase[] = [
  ...numbers.map((N) => operationCase(`the number ${JSON.stringify(N)}`, put({ amount: { N } }), get())),
  ...values.map(([name, value]) => operationCase(`${name} as a value`, put({ value }), get())),
  ...[30, 31, 32, 33].flatMap((depth) => [
    operationCase(`maps nested ${depth} deep`, put({ value: nested(depth) })),
    operationCase(`lists nested ${depth} deep`, put({ value: nestedList(depth) })),
  ]),
  operationCase('an item without its sort key', {
    operation: 'PutItem',
    request: { TableName: 'cases', Item: { pk: { S: 'a' } } },
  }),
  operationCase('an item without its partition key', {
    operation: 'PutItem',
    request: { TableName: 'cases', Item: { sk: { S: 'a' } } },
  }),
  operationCase('an item with a key of another type', {
    operation: 'PutItem',
    request: { TableName: 'cases', Item: { pk: { S: 'a' }, sk: { N: '1' } } },
  }),
  operationCase('an item with an empty partition key', {
    operation: 'PutItem',
    request: { TableName: 'cases', Item: key('', '1') },
  }),
  operationCase('an item with an empty sort key', {
    operation: 'PutItem',
    request: { TableName: 'cases', Item: key('a', '') },
  }),
  operationCase('an item with an index key of another type', put({ kind: { N: '1' } })),
  operationCase('an item with an empty index key', put({ kind: { S: '' }, ranking: { N: '1' } })),
  operationCase('a key with too much in it', get({ pk: { S: 'a' }, sk: { S: '1' }, more: { S: 'x' } })),
  operationCase('a key with too little in it', get({ pk: { S: 'a' } })),
  operationCase('a key of another type', get({ pk: { N: '1' }, sk: { S: '1' } })),
  operationCase('an empty key', get(key('', '1'))),
  operationCase('a partition key of 2048 bytes', get(key(longKey(2048), '1'))),
  operationCase('a partition key of 2049 bytes', get(key(longKey(2049), '1'))),
  operationCase('a sort key of 1024 bytes', get(key('a', longKey(1024)))),
  operationCase('a sort key of 1025 bytes', get(key('a', longKey(1025)))),
  operationCase('putting a partition key of 2049 bytes', {
    operation: 'PutItem',
    request: { TableName: 'cases', Item: key(longKey(2049), '1') },
  }),
  operationCase('putting a sort key of 1025 bytes', {
    operation: 'PutItem',
    request: { TableName: 'cases', Item: key('a', longKey(1025)) },
  }),
  operationCase('a table that is not there', {
    operation: 'GetItem',
    request: { TableName: 'nowhere', Key: key() },
  }),
  operationCase('putting into a table that is not there', {
    operation: 'PutItem',
    request: { TableName: 'nowhere', Item: key() },
  }),
  operationCase('a request without an item', { operation: 'PutItem', request: { TableName: 'cases' } }),
  operationCase('a request without a table', { operation: 'GetItem', request: { Key: key() } }),
  // pk (2) + a, sk (2) + 1, big (3): 9 bytes beside the text.
  operationCase(
    'an item of exactly 400 KB',
    put({ big: { S: 'x'.repeat(400 * 1024 - 9) } }),
    update('SET b = :b', { ':b': { S: '' } }, { ReturnValues: 'NONE' }),
  ),
  operationCase('an item of a byte over 400 KB', put({ big: { S: 'x'.repeat(400 * 1024 - 8) } })),
  operationCase('an item of letters of two bytes over 400 KB', put({ big: { S: 'é'.repeat(200 * 1024) } })),
  operationCase(
    'a list of many numbers near 400 KB',
    put({ big: { L: Array.from({ length: 102_000 }, () => ({ N: '12' })) } }),
  ),
  operationCase(
    'an attribute named like what objects inherit',
    put({ constructor: { S: 'x' } }),
    get(key(), { ProjectionExpression: 'toString, #c', ExpressionAttributeNames: { '#c': 'constructor' } }),
  ),
];
