import { compiledAction, compiledWorkflow, type Resource, synthesize, type Template } from './fixtures';

/** A statement of any policy in a template: of a role, a managed policy, or a resource. */
interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Principal?: unknown;
}

/**
 * The actions that may be granted on `*`, and why: AWS defines no resource type for them ("Actions, resources, and
 * condition keys for Amazon CloudWatch Logs" and "… for AWS X-Ray" in the Service Authorization Reference, "Creating
 * granular permissions for non-admin users in Step Functions"; cdk-nag and cfn-lint know no table of that, so this
 * rests on the documents).
 */
const reasoned: ReadonlySet<string> = new Set([
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
  'states:ListStateMachines',
  'states:SendTaskSuccess',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
]);

const manyActions = compiledWorkflow({
  name: 'long',
  actions: Array.from({ length: 70 }, (_, index) => compiledAction(`step${index}`, { secrets: ['KEY'] })),
});

describe.each(['dev', 'prod'])('the templates of stage %s', (stage) => {
  const templates = synthesize({ stage, workflows: [compiledWorkflow(), manyActions] });
  const statements = Object.values(templates).flatMap(statementsOf);

  it('grant something, in roles, managed policies and resource policies', () => {
    expect(new Set(statements.map(({ type }) => type))).toEqual(
      new Set(['AWS::IAM::Role', 'AWS::IAM::ManagedPolicy', 'AWS::SQS::QueuePolicy']),
    );
  });

  it('grant on every resource only what AWS lets be granted in no other way', () => {
    const bare = statements.filter(({ statement }) => list(statement.Resource).some(isBare));
    expect(bare.length).toBeGreaterThan(0);
    for (const { id, statement } of bare) {
      const other = list(statement.Action).filter((action) => !reasoned.has(String(action)));
      expect([id, other]).toEqual([id, []]);
    }
  });

  it('name each action: no wildcard among them', () => {
    // The one exception forbids: without TLS the queue takes no call at all.
    const allowed = statements.filter(({ statement }) => statement.Effect === 'Allow');
    for (const { id, statement } of allowed) {
      expect([id, list(statement.Action).filter((action) => String(action).includes('*'))]).toEqual([id, []]);
    }
  });

  it('use a wildcard within a resource only for versions, machines and their executions, log streams and rules', () => {
    const wild = statements
      .flatMap(({ statement }) => list(statement.Resource))
      .map((resource) => JSON.stringify(resource))
      .filter((resource) => resource.includes('*') && resource !== '"*"');
    const known = [
      /^\{"Fn::Join":\["",\[\{"Fn::GetAtt":\["\w+Function\w+","Arn"\]\},":\*"\]\]\}$/,
      new RegExp(`:execution:coded-actions-${stage}-(rotate-leads|long):\\*"`),
      new RegExp(`:execution:coded-actions-${stage}-\\*:\\*"`),
      new RegExp(`:stateMachine:coded-actions-${stage}-\\*"`),
    ];
    expect(wild.filter((resource) => !known.some((pattern) => pattern.test(resource)))).toEqual([]);
  });

  it('let nobody in but services of AWS', () => {
    for (const { statement } of statements.filter(({ statement }) => statement.Effect === 'Allow')) {
      if (statement.Principal === undefined) continue;
      expect(statement.Principal).toEqual({ Service: expect.stringMatching(/\.amazonaws\.com$/) });
    }
  });

  it('attach no policy that AWS manages, and none from beside the role', () => {
    for (const template of Object.values(templates)) {
      expect(JSON.stringify(template)).not.toContain(':iam::aws:policy/');
      expect(Object.values(template.Resources).map(({ Type }) => Type)).not.toContain('AWS::IAM::Policy');
    }
  });

  it('reach the table, bus and secrets of their own stage only', () => {
    const foreign = stage === 'dev' ? 'prod' : 'dev';
    expect(JSON.stringify(templates)).not.toMatch(new RegExp(`coded-actions[-/]${foreign}`));
  });
});

/** Every statement in a template, wherever a policy document stands. */
function statementsOf(template: Template): { id: string; type: string; statement: Statement }[] {
  return Object.entries(template.Resources).flatMap(([id, resource]: [string, Resource]) =>
    documentsIn(resource.Properties).flatMap((statements) =>
      statements.map((statement) => ({ id, type: resource.Type, statement })),
    ),
  );
}

function documentsIn(value: unknown): Statement[][] {
  if (typeof value !== 'object' || value === null) return [];
  if ('Statement' in value && Array.isArray(value.Statement)) return [value.Statement];
  return Object.values(value).flatMap(documentsIn);
}

function list(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** `*` alone, or an ARN whose resource is nothing but `*`. */
function isBare(resource: unknown): boolean {
  const text = JSON.stringify(resource);
  return (
    text === '"*"' ||
    (/[:/]\*"?\]\]\}?$/.test(text) && !text.includes('Fn::GetAtt') && !text.includes(':execution:'))
  );
}
