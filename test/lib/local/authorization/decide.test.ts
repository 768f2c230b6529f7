import fc from 'fast-check';
import { decide } from '../../../../lib/local/authorization/decide';
import { readPolicy } from '../../../../lib/local/authorization/read-policy';

// The expectations are those of "Policy evaluation logic" and of "IAM JSON policy elements" in the IAM User Guide.

const table = 'arn:aws:dynamodb:us-east-1:1:table/records';
const request = { action: 'dynamodb:GetItem', resource: table };
const allow = { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: table };
const deny = { ...allow, Effect: 'Deny' };

function isAllowed(statements: object[], asked = request, context: Record<string, string> = {}): boolean {
  const read = readPolicy({ Version: '2012-10-17', Statement: statements }, 'test', 'role');
  return decide(read, asked, new Map(Object.entries(context))).allowed;
}

describe('a request', () => {
  it.each<[string, object[], boolean]>([
    ['is denied where nothing is said', [], false],
    ['is allowed by a statement about it', [allow], true],
    ['is denied by an explicit deny, wherever it stands', [allow, deny], false],
    ['is denied by an explicit deny that comes first', [deny, allow], false],
    [
      'is denied where the statement is about another resource',
      [{ ...allow, Resource: `${table}/index/x` }],
      false,
    ],
    [
      'is denied where the statement is about another action',
      [{ ...allow, Action: 'dynamodb:Query' }],
      false,
    ],
    [
      'is allowed by one of a list',
      [{ ...allow, Action: ['a:B', 'dynamodb:Get*'], Resource: ['x', table] }],
      true,
    ],
    [
      'is allowed by NotAction about others',
      [{ Effect: 'Allow', NotAction: ['dynamodb:PutItem'], Resource: '*' }],
      true,
    ],
    [
      'is not allowed by NotAction about it',
      [{ Effect: 'Allow', NotAction: ['dynamodb:*'], Resource: '*' }],
      false,
    ],
    [
      'is allowed by NotResource about others',
      [{ Effect: 'Allow', Action: '*', NotResource: 'arn:x' }],
      true,
    ],
    ['is not allowed by NotResource about it', [{ Effect: 'Allow', Action: '*', NotResource: table }], false],
  ])('%s', (_, statements, expected) => {
    expect(isAllowed(statements)).toBe(expected);
  });

  it('is never allowed once something denies it, and never allowed by nothing', () => {
    const statement = fc.record({
      Effect: fc.constantFrom('Allow', 'Deny'),
      Action: fc.constantFrom('*', 'dynamodb:GetItem', 'dynamodb:PutItem', 'states:*'),
      Resource: fc.constantFrom('*', table, 'arn:aws:dynamodb:us-east-1:1:table/other'),
    });
    fc.assert(
      fc.property(fc.array(statement), (statements) => {
        expect(isAllowed([...statements, deny])).toBe(false);
        expect(isAllowed([...statements, allow])).toBe(isAllowed([allow, ...statements]));
        expect(isAllowed(statements.filter(({ Effect }) => Effect === 'Deny'))).toBe(false);
      }),
    );
  });
});

describe('a condition ("IAM JSON policy elements: Condition operators")', () => {
  const rule = 'arn:aws:events:us-east-1:1:rule/a';
  it.each<[string, object, Record<string, string>, boolean]>([
    ['StringEquals', { 'aws:SourceAccount': '1' }, { 'aws:sourceaccount': '1' }, true],
    ['StringEquals', { 'aws:SourceAccount': ['2', '1'] }, { 'aws:sourceaccount': '1' }, true],
    ['StringEquals', { 'aws:SourceAccount': '2' }, { 'aws:sourceaccount': '1' }, false],
    ['StringEquals', { 'aws:SourceAccount': '1' }, {}, false],
    ['StringEqualsIfExists', { 'aws:SourceAccount': '1' }, {}, true],
    ['StringNotEquals', { 'aws:SourceAccount': '1' }, {}, true],
    ['StringNotEquals', { 'aws:SourceAccount': ['1', '2'] }, { 'aws:sourceaccount': '2' }, false],
    ['StringLike', { 'aws:SourceAccount': '1*' }, { 'aws:sourceaccount': '12' }, true],
    ['StringNotLike', { 'aws:SourceAccount': '1*' }, { 'aws:sourceaccount': '12' }, false],
    ['ArnEquals', { 'aws:SourceArn': rule }, { 'aws:sourcearn': rule }, true],
    ['ArnLike', { 'aws:SourceArn': 'arn:aws:events:*:1:rule/*' }, { 'aws:sourcearn': rule }, true],
    ['ArnLike', { 'aws:SourceArn': 'arn:aws:events:*:2:rule/*' }, { 'aws:sourcearn': rule }, false],
    ['ArnNotLike', { 'aws:SourceArn': 'arn:aws:events:*:2:rule/*' }, { 'aws:sourcearn': rule }, true],
    ['Bool', { 'aws:SecureTransport': false }, { 'aws:securetransport': 'true' }, false],
    ['Bool', { 'aws:SecureTransport': 'true' }, { 'aws:securetransport': 'true' }, true],
  ])('%s %j of %j: %s', (operator, keys, context, expected) => {
    expect(isAllowed([{ ...allow, Condition: { [operator]: keys } }], request, context)).toBe(expected);
  });

  it('is one of several, all of which must hold', () => {
    const Condition = { StringEquals: { 'aws:SourceAccount': '1' }, Bool: { 'aws:SecureTransport': 'true' } };
    const context = { 'aws:sourceaccount': '1', 'aws:securetransport': 'false' };
    expect(isAllowed([{ ...allow, Condition }], request, context)).toBe(false);
  });
});

describe('a statement that names principals', () => {
  it.each<[unknown, boolean]>([
    ['*', true],
    [{ AWS: '*' }, true],
    [{ Service: 'events.amazonaws.com' }, true],
    [{ Service: ['lambda.amazonaws.com', 'events.amazonaws.com'] }, true],
    [{ Service: 'lambda.amazonaws.com' }, false],
    [{ AWS: 'arn:aws:iam::1:root' }, false],
  ])('is about %j', (Principal, expected) => {
    const statements = readPolicy(
      { Version: '2012-10-17', Statement: [{ ...allow, Principal }] },
      'test',
      'resource',
    );
    const principal = { type: 'Service' as const, name: 'events.amazonaws.com' };
    expect(decide(statements, request, new Map(), principal).allowed).toBe(expected);
  });
});
