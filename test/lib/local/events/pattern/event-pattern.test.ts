import { compileEventPattern } from '../../../../../lib/local/events/pattern/event-pattern';

// Cases from the Amazon EventBridge User Guide: "Amazon EventBridge event patterns", "Comparison operators for use in
// event patterns", "Matching on multiple values in an event field", "Matching on null values and empty strings"; those
// about lists of objects from the README of AWS's open-source engine, aws/event-ruler ("Array consistency").

type Case = [title: string, pattern: unknown, event: unknown, matches: boolean];

/** An EC2 event, as the guide's examples have it. */
const ec2 = {
  version: '0',
  id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
  'detail-type': 'EC2 Instance State-change Notification',
  source: 'aws.ec2',
  account: '111122223333',
  time: '2017-12-22T18:43:48Z',
  region: 'us-west-1',
  resources: ['arn:aws:ec2:us-west-1:123456789012:instance/i-1234567890abcdef0'],
  detail: {
    'instance-id': 'i-1234567890abcdef0',
    state: 'terminated',
    'c-count': 5,
    'd-count': 3,
    'x-limit': 301.8,
  },
};

function detail(condition: unknown): unknown {
  return { detail: { value: [condition] } };
}

function event(value: unknown): unknown {
  return { detail: { value } };
}

const documented: Case[] = [
  [
    'source, type and state',
    {
      source: ['aws.ec2'],
      'detail-type': ['EC2 Instance State-change Notification'],
      detail: { state: ['terminated'] },
    },
    ec2,
    true,
  ],
  ['one field that differs', { source: ['aws.ec2'], detail: { state: ['running'] } }, ec2, false],
  ['any of a list', { detail: { state: ['running', 'terminated'] } }, ec2, true],
  [
    'a field of the event that is a list',
    { resources: ['arn:aws:ec2:us-west-1:123456789012:instance/i-1234567890abcdef0', 'x'] },
    ec2,
    true,
  ],
  ['a list without a common value', { resources: ['x', 'y'] }, ec2, false],
  ['a prefix of the time', { time: [{ prefix: '2017-12-22' }] }, ec2, true],
  [
    'two numbers at once',
    {
      detail: {
        'c-count': [{ numeric: ['>', 0, '<=', 5] }],
        'd-count': [{ numeric: ['<', 10] }],
        'x-limit': [{ numeric: ['=', 301.8] }],
      },
    },
    ec2,
    true,
  ],
  ['a missing field', { detail: { other: ['x'] } }, ec2, false],
];

const exactValues: Case[] = [
  ['a string', detail('Alice'), event('Alice'), true],
  ['a string in another case', detail('alice'), event('Alice'), false],
  ['an empty string', detail(''), event(''), true],
  ['an empty string is not null', detail(''), event(null), false],
  ['null', detail(null), event(null), true],
  ['null is not an empty string', detail(null), event(''), false],
  ['null is not a missing field', detail(null), { detail: {} }, false],
  ['a number', detail(100), event(100), true],
  ['a number is not its digits', detail(100), event('100'), false],
  ['true', detail(true), event(true), true],
  ['true is not its name', detail(true), event('true'), false],
];

const operators: Case[] = [
  ['prefix', detail({ prefix: 'us-' }), event('us-east-1'), true],
  ['prefix, elsewhere', detail({ prefix: 'us-' }), event('eu-us-1'), false],
  ['prefix of a number', detail({ prefix: '1' }), event(100), false],
  ['prefix, any case', detail({ prefix: { 'equals-ignore-case': 'EventB' } }), event('eventbridge'), true],
  ['suffix', detail({ suffix: '.png' }), event('a.png'), true],
  ['suffix, elsewhere', detail({ suffix: '.png' }), event('a.png.txt'), false],
  ['suffix, any case', detail({ suffix: { 'equals-ignore-case': 'tBridge' } }), event('EVENTBRIDGE'), true],
  ['equals-ignore-case', detail({ 'equals-ignore-case': 'alice' }), event('ALICE'), true],
  ['equals-ignore-case, another', detail({ 'equals-ignore-case': 'alice' }), event('alicia'), false],
  ['anything-but, another', detail({ 'anything-but': 'initializing' }), event('running'), true],
  ['anything-but, itself', detail({ 'anything-but': 'initializing' }), event('initializing'), false],
  ['anything-but a number', detail({ 'anything-but': 123 }), event(122), true],
  ['anything-but a list', detail({ 'anything-but': ['stopped', 'overloaded'] }), event('overloaded'), false],
  ['anything-but a list of numbers', detail({ 'anything-but': [100, 200, 300] }), event(201), true],
  ['anything-but of a missing field', detail({ 'anything-but': 'x' }), { detail: {} }, false],
  ['anything-but of a list with another value', detail({ 'anything-but': 'a' }), event(['a', 'b']), true],
  ['anything-but prefix', detail({ 'anything-but': { prefix: 'us-' } }), event('us-east-1'), false],
  [
    'anything-but prefixes',
    detail({ 'anything-but': { prefix: ['us-', 'eu-'] } }),
    event('ap-south-1'),
    true,
  ],
  ['anything-but suffix', detail({ 'anything-but': { suffix: '.png' } }), event('a.png'), false],
  ['anything-but suffixes', detail({ 'anything-but': { suffix: ['.png', '.rgb'] } }), event('a.txt'), true],
  [
    'anything-but, any case',
    detail({ 'anything-but': { 'equals-ignore-case': 'initializing' } }),
    event('INITIALIZING'),
    false,
  ],
  [
    'anything-but several, any case',
    detail({ 'anything-but': { 'equals-ignore-case': ['initializing', 'stopped'] } }),
    event('Running'),
    true,
  ],
  ['anything-but wildcard', detail({ 'anything-but': { wildcard: '*/lib/*' } }), event('a/lib/b'), false],
  [
    'anything-but wildcards',
    detail({ 'anything-but': { wildcard: ['*/lib/*', '*/bin/*'] } }),
    event('a/src/b'),
    true,
  ],
  ['numeric, inside', detail({ numeric: ['>', 10, '<=', 20] }), event(20), true],
  ['numeric, at the open end', detail({ numeric: ['>', 10, '<=', 20] }), event(10), false],
  ['numeric of digits', detail({ numeric: ['=', 5] }), event('5'), false],
  ['cidr, inside', detail({ cidr: '10.0.0.0/24' }), event('10.0.0.255'), true],
  ['cidr, outside', detail({ cidr: '10.0.0.0/24' }), event('10.0.1.0'), false],
  ['cidr of what is no address', detail({ cidr: '10.0.0.0/24' }), event('10.0.0.x'), false],
  ['cidr, IPv6', detail({ cidr: '2001:db8::/32' }), event('2001:db8:1::1'), true],
  ['wildcard', detail({ wildcard: 'dir/*.png' }), event('dir/a/b.png'), true],
  ['wildcard, another ending', detail({ wildcard: 'dir/*.png' }), event('dir/a.png.gif'), false],
  ['wildcard in several places', detail({ wildcard: '*a*b*' }), event('xxaxxbxx'), true],
  ['wildcard whose parts overlap', detail({ wildcard: 'ab*bc' }), event('abc'), false],
  ['an escaped wildcard', detail({ wildcard: 'a\\*b' }), event('a*b'), true],
  ['an escaped wildcard is no wildcard', detail({ wildcard: 'a\\*b' }), event('axb'), false],
  ['an escaped backslash', detail({ wildcard: 'a\\\\*' }), event('a\\b'), true],
  ['one of two operators', { detail: { value: [{ prefix: 'a' }, { suffix: 'z' }] } }, event('xyz'), true],
];

const existence: Case[] = [
  ['exists', detail({ exists: true }), event('x'), true],
  ['exists, null', detail({ exists: true }), event(null), true],
  ['exists, missing', detail({ exists: true }), { detail: {} }, false],
  ['exists not, missing', detail({ exists: false }), { detail: {} }, true],
  ['exists not, there', detail({ exists: false }), event('x'), false],
  ['exists is about leaves, not objects', detail({ exists: true }), event({ inner: 1 }), false],
  [
    'exists not within a missing object',
    { detail: { inner: { value: [{ exists: false }] } } },
    { detail: {} },
    true,
  ],
  ['a value or none', { detail: { value: ['a', { exists: false }] } }, { detail: {} }, true],
];

const alternatives: Case[] = [
  [
    '$or, the first',
    { $or: [{ Location: ['New York'] }, { Day: ['Monday'] }] },
    { Location: 'New York', Day: 'Friday' },
    true,
  ],
  [
    '$or, none',
    { $or: [{ Location: ['New York'] }, { Day: ['Monday'] }] },
    { Location: 'Rome', Day: 'Friday' },
    false,
  ],
  [
    '$or beside fields',
    {
      source: ['aws.cloudwatch'],
      $or: [{ detail: { a: [{ numeric: ['>', 0] }] } }, { detail: { b: [{ numeric: ['<', 10] }] } }],
    },
    { source: 'other', detail: { a: 1 } },
    false,
  ],
  [
    '$or within detail',
    { detail: { $or: [{ a: [1] }, { b: [2], c: [3] }] } },
    { detail: { b: 2, c: 3 } },
    true,
  ],
  ['$or within $or', { $or: [{ $or: [{ a: [1] }, { a: [2] }] }, { b: [1] }] }, { a: 2 }, true],
  ['a field that is named $or', { $or: ['x'] }, { $or: 'x' }, true],
];

const listsOfObjects: Case[] = [
  [
    'both of one entry',
    { employees: { first: ['Anna'], last: ['Smith'] } },
    { employees: [{ first: 'Anna', last: 'Smith' }] },
    true,
  ],
  [
    'of two entries',
    { employees: { first: ['Anna'], last: ['Smith'] } },
    {
      employees: [
        { first: 'Anna', last: 'Jones' },
        { first: 'John', last: 'Smith' },
      ],
    },
    false,
  ],
  ['lists in lists', { matrix: ['b'] }, { matrix: [['a'], ['b']] }, true],
  ['an object where a value is asked', { a: ['x'] }, { a: { b: 'x' } }, false],
  ['a value where an object is asked', { a: { b: ['x'] } }, { a: 'x' }, false],
  ["a key of every object's prototype", { constructor: [{ exists: true }] }, {}, false],
];

describe('a pattern matches as EventBridge does', () => {
  it.each([...documented, ...exactValues, ...operators, ...existence, ...alternatives, ...listsOfObjects])(
    '%s',
    (_, pattern, subject, matches) => {
      expect(compileEventPattern(pattern)(subject)).toBe(matches);
    },
  );
});

describe('a pattern is refused', () => {
  it.each([
    ['that is no object', ['x'], 'Filter is not an object'],
    ['that is empty', {}, 'Empty objects are not allowed'],
    ['with a bare value', { source: 'x' }, '"source" must be an object or an array'],
    ['with an empty list', { source: [] }, 'Empty arrays are not allowed'],
    ['with an empty object inside', { detail: {} }, 'Empty objects are not allowed'],
    ['with an unknown operator', detail({ contains: 'x' }), 'Unrecognized match type contains'],
    [
      'with two operators in one',
      detail({ prefix: 'a', suffix: 'b' }),
      'Only one key allowed in match expression',
    ],
    ['with a list as a value', detail(['x']), 'Match value must be String, number, true, false, or null'],
    ['with a prefix that is no string', detail({ prefix: 1 }), 'prefix match pattern must be a string'],
    [
      'with exists that is no boolean',
      detail({ exists: 'yes' }),
      'exists match pattern must be either true or false.',
    ],
    ['with an unknown comparison', detail({ numeric: ['!=', 1] }), 'Unrecognized numeric range operator: !='],
    ['with a comparison without a number', detail({ numeric: ['>'] }), 'Invalid member in numeric match'],
    ['with a number beyond 5e9', detail({ numeric: ['>', 6e9] }), 'Value must be between -5.0E9 and +5.0E9'],
    ['with a malformed network', detail({ cidr: '10.0.0.0' }), 'Malformed CIDR'],
    ['with two wildcards in a row', detail({ wildcard: 'a**b' }), 'Consecutive wildcard characters at pos 1'],
    ['with an unknown escape', detail({ wildcard: 'a\\b' }), 'Invalid escape character at pos 1'],
    [
      'with anything-but of an operator that it lacks',
      detail({ 'anything-but': { numeric: ['>', 1] } }),
      'Unsupported anything-but pattern: numeric',
    ],
    [
      'with anything-but true',
      detail({ 'anything-but': true }),
      'Value of anything-but must be an array or single string/number value.',
    ],
  ])('%s', (_, pattern, message) => {
    expect(() => compileEventPattern(pattern)).toThrow(`Event pattern is not valid. Reason: ${message}`);
  });
});
