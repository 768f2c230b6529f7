import type { LocalResources } from '../../../../lib/local/assembly/local-resources';
import { Authorizer } from '../../../../lib/local/authorization/authorizer';

const account = '000000000000';
const region = 'us-east-1';
const roleArn = `arn:aws:iam::${account}:role/coded-actions/worker`;
const table = `arn:aws:dynamodb:${region}:${account}:table/records`;
const queue = `arn:aws:sqs:${region}:${account}:letters`;
const rule = `arn:aws:events:${region}:${account}:rule/bus/one`;
const fn = `arn:aws:lambda:${region}:${account}:function:listener`;

function policy(...statements: object[]) {
  return { Version: '2012-10-17', Statement: statements };
}

const trust = policy({
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: { Service: 'states.amazonaws.com' },
  Condition: { StringEquals: { 'aws:SourceAccount': account } },
});
const read = { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: table };
const where = { stack: 'app', logicalId: 'Thing' };
const actor = { roleArn, service: 'states.amazonaws.com', session: 'run-1' };
const getItem = { action: 'dynamodb:GetItem', resource: table };

function authorizer(changes: Partial<LocalResources> = {}, role: object = {}): Authorizer {
  return new Authorizer({
    ...resourcesOf(),
    queues: [{ ...where, name: 'letters', arn: queue, url: 'https://letters' }],
    roles: [
      {
        ...where,
        name: 'worker',
        arn: roleArn,
        trust,
        policies: [{ name: 'inline', document: policy(read) }],
        managedPolicyArns: [],
        ...role,
      },
    ],
    ...changes,
  });
}

describe('a call in a role', () => {
  it('passes where the role allows it, and the grant counts as used', () => {
    const iam = authorizer();
    iam.require(actor, [getItem]);
    expect(iam.denials).toEqual([]);
    expect(iam.usedGrants.map(({ action, pattern }) => [action, pattern])).toEqual([
      ['sts:AssumeRole', '*'],
      ['dynamodb:GetItem', table],
    ]);
  });

  // The words: "Troubleshoot access denied error messages" (IAM User Guide).
  it('is denied in the words of AWS where nothing allows it', () => {
    const iam = authorizer();
    const message = `User: arn:aws:sts::${account}:assumed-role/worker/run-1 is not authorized to perform: dynamodb:PutItem on resource: ${table} because no identity-based policy allows the dynamodb:PutItem action`;
    expect(() => iam.require(actor, [getItem, { action: 'dynamodb:PutItem', resource: table }])).toThrow(
      expect.objectContaining({ name: 'AccessDeniedException', message }),
    );
    expect(iam.denials).toMatchObject([{ action: 'dynamodb:PutItem', resource: table, roleArn }]);
  });

  it('is denied in other words where a statement denies it', () => {
    const document = policy(read, { ...read, Effect: 'Deny' });
    const iam = authorizer({}, { policies: [{ name: 'inline', document }] });
    expect(() => iam.require(actor, [getItem])).toThrow(
      `is not authorized to perform: dynamodb:GetItem on resource: ${table} with an explicit deny in an identity-based policy`,
    );
  });

  it.each<[string, object, object]>([
    ['of another service', actor, { service: 'lambda.amazonaws.com' }],
    ['of a role that is not there', actor, { roleArn: `${roleArn}-2` }],
  ])('%s is denied: the role does not trust it', (_, who, changes) => {
    const iam = authorizer();
    expect(() => iam.require({ ...actor, ...who, ...changes }, [getItem])).toThrow('sts:AssumeRole');
  });

  it('is told of once, however often it comes', () => {
    const told: string[] = [];
    const iam = new Authorizer({ ...resourcesOf(), roles: [] }, ({ action }) => told.push(action));
    for (let i = 0; i < 3; i++) expect(() => iam.require(actor, [getItem])).toThrow();
    expect(told).toEqual(['sts:AssumeRole']);
  });
});

describe('a managed policy', () => {
  const arn = `arn:aws:iam::${account}:policy/more`;

  it('of the assembly counts like one of the role', () => {
    const managedPolicies = [{ ...where, arn, document: policy({ ...read, Action: 'dynamodb:Query' }) }];
    const iam = authorizer({ managedPolicies }, { managedPolicyArns: [arn] });
    expect(() => iam.require(actor, [getItem, { action: 'dynamodb:Query', resource: table }])).not.toThrow();
  });

  it("of AWS's own that the CDK attaches is known", () => {
    const managedPolicyArns = ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'];
    const iam = authorizer({}, { managedPolicyArns });
    expect(() => iam.require(actor, [{ action: 'logs:PutLogEvents', resource: 'arn:x' }])).not.toThrow();
  });

  it('that is not in the assembly is refused at once', () => {
    expect(() => authorizer({}, { managedPolicyArns: [arn] })).toThrow(
      `app/Thing: the local run does not evaluate the managed policy ${arn}, which is not in the assembly.`,
    );
  });
});

describe('a call of a service in no role', () => {
  const permission = {
    ...where,
    functionName: fn,
    action: 'lambda:InvokeFunction',
    principal: 'events.amazonaws.com',
    sourceArn: rule,
  };
  const invoke = { action: 'lambda:InvokeFunction', resource: fn };
  const events = { service: 'events.amazonaws.com', sourceArn: rule };

  it.each<[string, object, object, boolean]>([
    ['passes by a permission of the function', {}, {}, true],
    ['by a permission for the function by its name', { functionName: 'listener' }, {}, true],
    ['is denied to another rule', {}, { sourceArn: `${rule}-2` }, false],
    ['is denied to another service', {}, { service: 's3.amazonaws.com' }, false],
    ['is denied where the permission is for another function', { functionName: `${fn}2` }, {}, false],
    ['is denied where the permission is for another account', { sourceAccount: '1' }, {}, false],
  ])('%s', (_, changes, caller, expected) => {
    const iam = authorizer({ invokePermissions: [{ ...permission, ...changes }] });
    const call = () => iam.requireOfResource({ ...events, ...caller }, invoke);
    if (expected) expect(call).not.toThrow();
    else expect(call).toThrow('because no resource-based policy allows the lambda:InvokeFunction action');
  });

  it('passes by the policy of a queue, which forbids what is not encrypted', () => {
    const send = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queue };
    const document = policy(
      {
        ...send,
        Effect: 'Deny',
        Action: 'sqs:*',
        Principal: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      {
        ...send,
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { ArnEquals: { 'aws:SourceArn': rule } },
      },
    );
    const iam = authorizer({ queuePolicies: [{ ...where, queueUrls: ['https://letters'], document }] });
    const request = { action: 'sqs:SendMessage', resource: queue };
    expect(() => iam.requireOfResource(events, request)).not.toThrow();
    expect(() => iam.requireOfResource({ ...events, sourceArn: 'arn:other' }, request)).toThrow();
  });

  it('to an account, not a service, is not evaluated', () => {
    expect(() => authorizer({ invokePermissions: [{ ...permission, principal: '123456789012' }] })).toThrow(
      'does not evaluate a permission for 123456789012',
    );
  });
});

function resourcesOf(): LocalResources {
  return {
    account,
    region,
    tables: [],
    buses: [],
    rules: [],
    functions: [],
    versions: [],
    stateMachines: [],
    logGroups: [],
    queues: [],
    secrets: [],
    roles: [],
    managedPolicies: [],
    invokePermissions: [],
    queuePolicies: [],
  };
}
