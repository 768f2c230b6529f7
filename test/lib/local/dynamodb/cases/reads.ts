import { get, key, type OperationCase, operationCase, put, query, scan } from './operation-case';

const rows = [
  ['a', '1', 'lead', '10', 'red'],
  ['a', '2', 'lead', '9', 'red'],
  ['a', '3', 'deal', '-1', 'blue'],
  ['b', '1', 'lead', '11', 'blue'],
  ['b', 'é', 'lead', '100.5', ''],
  ['b', '\u{1F600}', 'deal', '2', ''],
  ['b', '\uFFFD', '', '', ''],
].map(([pk = '', sk = '', kind = '', ranking = '', tag = '']) => ({
  operation: 'PutItem',
  request: {
    TableName: 'cases',
    Item: {
      pk: { S: pk },
      sk: { S: sk },
      ...(kind === '' ? {} : { kind: { S: kind } }),
      ...(ranking === '' ? {} : { ranking: { N: ranking } }),
      ...(tag === '' ? {} : { tag: { S: tag } }),
      note: { S: `${pk}${sk}` },
      more: { S: 'm' },
    },
  },
}));

/** Queries over the rows above. */
const queries: readonly (readonly [string, object, object?])[] = [
  ['pk = :p', { ':p': { S: 'a' } }],
  ['pk = :p', { ':p': { S: 'b' } }],
  ['pk = :p', { ':p': { S: 'b' } }, { ScanIndexForward: false }],
  ['pk = :p', { ':p': { S: 'nobody' } }],
  ['pk = :p AND sk = :s', { ':p': { S: 'a' }, ':s': { S: '2' } }],
  ['sk = :s AND pk = :p', { ':p': { S: 'a' }, ':s': { S: '2' } }],
  [':s = sk AND :p = pk', { ':p': { S: 'a' }, ':s': { S: '2' } }],
  ['pk = :p AND :s < sk', { ':p': { S: 'a' }, ':s': { S: '2' } }],
  ['pk = :p AND sk > :s', { ':p': { S: 'a' }, ':s': { S: '1' } }],
  ['pk = :p AND sk >= :s', { ':p': { S: 'a' }, ':s': { S: '2' } }],
  ['pk = :p AND sk < :s', { ':p': { S: 'a' }, ':s': { S: '2' } }],
  ['pk = :p AND sk <= :s', { ':p': { S: 'a' }, ':s': { S: '2' } }, { ScanIndexForward: false }],
  ['pk = :p AND sk BETWEEN :s AND :t', { ':p': { S: 'a' }, ':s': { S: '2' }, ':t': { S: '3' } }],
  ['pk = :p AND begins_with(sk, :s)', { ':p': { S: 'b' }, ':s': { S: 'é' } }],
  ['(pk = :p) AND (sk = :s)', { ':p': { S: 'a' }, ':s': { S: '2' } }],
  ['#p = :p', { ':p': { S: 'a' } }, { ExpressionAttributeNames: { '#p': 'pk' } }],
  ['pk = :p', { ':p': { S: 'a' } }, { Limit: 2 }],
  ['pk = :p', { ':p': { S: 'a' } }, { Limit: 3 }],
  ['pk = :p', { ':p': { S: 'a' } }, { Limit: 4 }],
  ['pk = :p', { ':p': { S: 'a' } }, { Limit: 0 }],
  ['pk = :p', { ':p': { S: 'a' } }, { ExclusiveStartKey: key('a', '1') }],
  ['pk = :p', { ':p': { S: 'a' } }, { ExclusiveStartKey: key('a', '2'), ScanIndexForward: false }],
  ['pk = :p', { ':p': { S: 'a' } }, { ExclusiveStartKey: key('a', '15') }],
  ['pk = :p', { ':p': { S: 'a' } }, { ExclusiveStartKey: { pk: { S: 'a' } } }],
  ['pk = :p', { ':p': { S: 'a' } }, { ExclusiveStartKey: key('b', '1') }],
  ['pk = :p', { ':p': { S: 'a' } }, { Select: 'COUNT' }],
  ['pk = :p', { ':p': { S: 'a' } }, { ConsistentRead: true }],
  ['pk = :p', { ':p': { S: 'a' }, ':n': { S: 'a2' } }, { FilterExpression: 'note = :n' }],
  ['pk = :p', { ':p': { S: 'a' }, ':n': { S: 'a2' } }, { FilterExpression: 'note = :n', Limit: 1 }],
  ['pk = :p', { ':p': { S: 'a' }, ':n': { S: '2' } }, { FilterExpression: 'sk = :n' }],
  ['pk = :p', { ':p': { S: 'a' } }, { ProjectionExpression: 'note, kind' }],
  ['pk = :p', { ':p': { S: 'a' } }, { ProjectionExpression: 'note', Select: 'ALL_ATTRIBUTES' }],
  ['pk = :p', { ':p': { S: 'a' } }, { Select: 'SPECIFIC_ATTRIBUTES' }],
  ['kind = :k', { ':k': { S: 'lead' } }, { IndexName: 'by-kind' }],
  ['kind = :k', { ':k': { S: 'lead' } }, { IndexName: 'by-kind', ScanIndexForward: false }],
  ['kind = :k AND ranking > :r', { ':k': { S: 'lead' }, ':r': { N: '9' } }, { IndexName: 'by-kind' }],
  [
    'kind = :k AND ranking BETWEEN :r AND :s',
    { ':k': { S: 'lead' }, ':r': { N: '9' }, ':s': { N: '10' } },
    { IndexName: 'by-kind' },
  ],
  ['kind = :k', { ':k': { S: 'deal' } }, { IndexName: 'by-kind' }],
  ['kind = :k', { ':k': { S: 'lead' } }, { IndexName: 'by-kind', ConsistentRead: true }],
  ['kind = :k', { ':k': { S: 'deal' } }, { IndexName: 'by-kind', Limit: 1 }],
  ['tag = :t', { ':t': { S: 'blue' } }, { IndexName: 'by-tag', ProjectionExpression: 'note, more' }],
  ['tag = :t', { ':t': { S: 'blue' } }, { IndexName: 'by-tag', Select: 'ALL_ATTRIBUTES' }],
  ['pk = :p', { ':p': { S: 'a' } }, { IndexName: 'by-ranking' }],
  ['pk = :p AND ranking < :r', { ':p': { S: 'a' }, ':r': { N: '5' } }, { IndexName: 'by-ranking' }],
  ['pk = :p', { ':p': { S: 'a' } }, { IndexName: 'by-ranking', ProjectionExpression: 'note' }],
  ['pk = :p', { ':p': { S: 'a' } }, { IndexName: 'by-ranking', Select: 'ALL_ATTRIBUTES' }],
  ['pk = :p', { ':p': { S: 'a' } }, { IndexName: 'by-ranking', Select: 'ALL_PROJECTED_ATTRIBUTES' }],
  ['pk = :p', { ':p': { S: 'a' } }, { IndexName: 'nowhere' }],
  ['pk = :p', { ':p': { N: '1' } }],
  ['sk = :s', { ':s': { S: '1' } }],
  ['pk > :p', { ':p': { S: 'a' } }],
  ['pk = :p OR sk = :p', { ':p': { S: 'a' } }],
  ['pk = :p AND NOT sk = :p', { ':p': { S: 'a' } }],
  ['pk = :p AND sk <> :p', { ':p': { S: 'a' } }],
  ['pk = :p AND sk IN (:p)', { ':p': { S: 'a' } }],
  ['pk = :p AND contains(sk, :p)', { ':p': { S: 'a' } }],
  ['pk = :p AND attribute_exists(sk)', { ':p': { S: 'a' } }],
  ['pk = :p AND note = :p', { ':p': { S: 'a' } }],
  ['pk = :p AND pk = :p', { ':p': { S: 'a' } }],
  ['pk = :p AND sk > :p AND sk < :p', { ':p': { S: 'a' } }],
  ['pk = :p AND size(sk) = :p', { ':p': { S: 'a' } }],
  ['pk = sk AND pk = :p', { ':p': { S: 'a' } }],
  ['pk = :p', { ':p': { S: '' } }],
  ['pk = :p AND sk > :s', { ':p': { S: 'a' }, ':s': { S: '1' } }, { ExclusiveStartKey: key('a', '1') }],
  ['pk = :p AND begins_with(sk, :s)', { ':p': { S: 'a' }, ':s': { S: '' } }],
  [
    'kind = :k',
    { ':k': { S: 'lead' }, ':r': { N: '1' } },
    { IndexName: 'by-kind', FilterExpression: 'ranking > :r' },
  ],
  [
    'pk = :p',
    { ':p': { S: 'a' }, ':r': { N: '1' } },
    { IndexName: 'by-kind', FilterExpression: 'ranking > :r' },
  ],
  ['pk = :p', { ':p': { S: 'a' }, ':q': { S: 'b' } }],
];

const scans: readonly object[] = [
  {},
  { FilterExpression: 'pk = :k', ExpressionAttributeValues: { ':k': { S: 'a' } } },
  { ExpressionAttributeNames: { '#a': 'a' } },
  { FilterExpression: 'kind = :k', ExpressionAttributeValues: { ':k': { S: 'lead' } } },
  { Select: 'COUNT' },
  { IndexName: 'by-kind' },
  { ProjectionExpression: 'note' },
  { FilterExpression: 'kind = :k' },
  { TotalSegments: 2 },
  { Segment: 3, TotalSegments: 2 },
];

const projections: readonly (readonly [string, object?])[] = [
  ['greeting'],
  ['greeting, details.inside, members[1]'],
  ['details.inside, details.deep.leaf'],
  ['members[2], members[0]'],
  ['members[7]'],
  ['greeting.inside'],
  ['absent'],
  ['#t', { '#t': 'greeting' }],
  ['#t, greeting', { '#t': 'greeting' }],
  ['details, details.inside'],
  ['members[0], members.x'],
  ['status'],
  ['greeting,'],
  ['greeting amount'],
  [''],
  ['#t'],
  ['greeting', { '#t': 'greeting' }],
];

const projected = {
  greeting: { S: 'hello' },
  members: { L: [{ S: 'a' }, { S: 'b' }, { S: 'c' }] },
  details: { M: { inside: { N: '1' }, deep: { M: { leaf: { S: 'x' }, another: { S: 'y' } } } } },
};

/** What reads find. */
export const readCases: readonly OperationCase[] = [
  ...queries.map(([condition, values, request], index) =>
    operationCase(
      `query ${index}: ${condition} ${JSON.stringify({ values, ...request })}`,
      ...rows,
      query(condition, values, request),
    ),
  ),
  ...scans.map((request) => operationCase(`scan ${JSON.stringify(request)}`, ...rows, scan(request))),
  ...projections.map(([expression, names]) =>
    operationCase(
      `projection ${expression} ${JSON.stringify(names ?? {})}`,
      put(projected),
      get(key(), {
        ProjectionExpression: expression,
        ...(names === undefined ? {} : { ExpressionAttributeNames: names }),
      }),
    ),
  ),
  operationCase('get of nothing', get()),
  operationCase('consistent get', put(), get(key(), { ConsistentRead: true })),
  operationCase('a query without a condition', { operation: 'Query', request: { TableName: 'cases' } }),
  operationCase(
    'a page ends at 1 MB',
    ...Array.from({ length: 5 }, (_, at) =>
      put({ sk: { S: String(at) }, big: { S: 'x'.repeat(300 * 1024) } }),
    ),
    query('pk = :p', { ':p': { S: 'a' } }, { ProjectionExpression: 'sk' }),
  ),
  operationCase('a batch gets what is there', ...rows, {
    operation: 'BatchGetItem',
    request: {
      RequestItems: { cases: { Keys: [key('a', '1'), key('a', '9')], ProjectionExpression: 'note' } },
    },
  }),
  operationCase('a batch refuses the same key twice', {
    operation: 'BatchGetItem',
    request: { RequestItems: { cases: { Keys: [key('a', '1'), key('a', '1')] } } },
  }),
  operationCase('a batch of gets has a limit', {
    operation: 'BatchGetItem',
    request: {
      RequestItems: { cases: { Keys: Array.from({ length: 101 }, (_, at) => key('a', String(at))) } },
    },
  }),
  operationCase('an empty batch of gets', { operation: 'BatchGetItem', request: { RequestItems: {} } }),
  operationCase(
    'a batch puts and deletes',
    put({ sk: { S: '2' } }),
    {
      operation: 'BatchWriteItem',
      request: {
        RequestItems: {
          cases: [{ PutRequest: { Item: key('a', '1') } }, { DeleteRequest: { Key: key('a', '2') } }],
        },
      },
    },
    get(key('a', '1')),
    get(key('a', '2')),
  ),
  operationCase('a batch of writes refuses the same item twice', {
    operation: 'BatchWriteItem',
    request: {
      RequestItems: { cases: [{ PutRequest: { Item: key() } }, { DeleteRequest: { Key: key() } }] },
    },
  }),
  operationCase('a batch of writes has a limit', {
    operation: 'BatchWriteItem',
    request: {
      RequestItems: {
        cases: Array.from({ length: 26 }, (_, at) => ({ DeleteRequest: { Key: key('a', String(at)) } })),
      },
    },
  }),
  operationCase(
    'time to live is enabled once',
    {
      operation: 'UpdateTimeToLive',
      request: { TableName: 'cases', TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true } },
    },
    {
      operation: 'DescribeTimeToLive',
      request: { TableName: 'cases' },
    },
  ),
  operationCase('time to live is off at first', {
    operation: 'DescribeTimeToLive',
    request: { TableName: 'cases' },
  }),
  operationCase('time to live that is off cannot be disabled', {
    operation: 'UpdateTimeToLive',
    request: { TableName: 'cases', TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: false } },
  }),
  operationCase('an operation that is not known', { operation: 'DropEverything', request: {} }),
];
