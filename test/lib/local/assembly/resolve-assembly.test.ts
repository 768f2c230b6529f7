import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Aws, CfnParameter, CfnResource, Duration, Fn, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { readCloudAssembly } from '../../../../lib/local/assembly/cloud-assembly';
import { resolveAssembly } from '../../../../lib/local/assembly/resolve-assembly';

const folder = mkdtempSync(join(tmpdir(), 'resolve-assembly-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Synthesizes an app of one stack, `Sample`. */
function synthesize(build: (stack: Stack) => void, props = {}) {
  const app = new App({ outdir: mkdtempSync(join(folder, 'cdk.out-')) });
  build(new Stack(app, 'Sample', { stackName: 'sample-dev', ...props }));
  return readCloudAssembly(app.synth().directory);
}

function codeFolder(): string {
  const code = mkdtempSync(join(folder, 'code-'));
  writeFileSync(join(code, 'index.js'), 'exports.handler = async () => 1;');
  return code;
}

/** A function with its version, a machine that calls it, a rule that starts the machine. */
function buildAll(stack: Stack): void {
  const fn = new lambda.Function(stack, 'Action', {
    runtime: new lambda.Runtime('nodejs24.x', lambda.RuntimeFamily.NODEJS),
    handler: 'index.handler',
    code: lambda.Code.fromAsset(codeFolder()),
    environment: { STAGE: 'dev', TABLE: Fn.sub('t-${AWS::Region}') },
    timeout: Duration.seconds(21),
    memorySize: 256,
    reservedConcurrentExecutions: 3,
  });
  const version = fn.currentVersion;
  const table = new dynamodb.Table(stack, 'Table', {
    tableName: 'records',
    partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
    timeToLiveAttribute: 'expiresAt',
  });
  const bus = new events.EventBus(stack, 'Bus', { eventBusName: 'events-dev' });
  const deadLetters = new sqs.Queue(stack, 'DeadLetters');
  const machine = new sfn.StateMachine(stack, 'Machine', {
    stateMachineName: 'sample-machine',
    definitionBody: sfn.DefinitionBody.fromString(
      stack.toJsonString({
        QueryLanguage: 'JSONata',
        StartAt: 'Act',
        States: {
          Act: {
            Type: 'Task',
            Resource: `arn:${Aws.PARTITION}:states:::lambda:invoke`,
            Arguments: { FunctionName: version.functionArn, Payload: { table: table.tableName } },
            End: true,
          },
        },
      }),
    ),
  });
  new events.Rule(stack, 'Rule', {
    eventBus: bus,
    eventPattern: { source: ['shop'] },
    targets: [
      new targets.SfnStateMachine(machine, {
        deadLetterQueue: deadLetters,
        retryAttempts: 5,
        maxEventAge: Duration.hours(1),
      }),
    ],
  });
  new events.Rule(stack, 'Nightly', {
    schedule: events.Schedule.cron({ hour: '3', minute: '0' }),
    targets: [new targets.LambdaFunction(fn)],
  });
  new secretsmanager.Secret(stack, 'Secret', { secretName: 'coded-actions/dev/KEY' });
  new iam.Role(stack, 'Reader', {
    path: '/coded-actions/dev/',
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: {
      read: new iam.PolicyDocument({
        statements: [new iam.PolicyStatement({ actions: ['dynamodb:GetItem'], resources: [table.tableArn] })],
      }),
    },
  });
}

describe('an assembly', () => {
  const assembly = synthesize(buildAll);
  const resources = resolveAssembly(assembly);

  it('gives functions with their code, environment and limits', () => {
    const [fn] = resources.functions;
    expect(fn).toMatchObject({
      stack: 'sample-dev',
      runtime: 'nodejs24.x',
      handler: 'index.handler',
      environment: { STAGE: 'dev', TABLE: 't-us-east-1' },
      memorySize: 256,
      timeoutSeconds: 21,
      reservedConcurrency: 3,
    });
    expect(fn?.codeFolder).toMatch(/^\/.*asset\.[0-9a-f]{64}$/);
    expect(fn?.name).toMatch(/^sample-dev-Action[0-9A-F]{8}-[0-9A-F]{12}$/);
    expect(fn?.roleArn).toMatch(/^arn:aws:iam::000000000000:role\/sample-dev-ActionServiceRole/);
  });

  it("resolves a machine's definition down to the version that it calls", () => {
    const [version] = resources.versions;
    expect(resources.stateMachines).toHaveLength(1);
    expect(resources.stateMachines[0]).toMatchObject({
      name: 'sample-machine',
      arn: 'arn:aws:states:us-east-1:000000000000:stateMachine:sample-machine',
      type: 'STANDARD',
      definition: {
        States: {
          Act: {
            Resource: 'arn:aws:states:::lambda:invoke',
            Arguments: { FunctionName: version?.arn, Payload: { table: 'records' } },
          },
        },
      },
    });
    expect(version?.arn).toBe(`${resources.functions[0]?.arn}:${version?.version}`);
    expect(version?.version).toMatch(/^\d+$/);
  });

  it('gives rules with their patterns, targets, retries, dead letters and schedules', () => {
    const rules = Object.fromEntries(resources.rules.map((rule) => [rule.logicalId.slice(0, 4), rule]));
    expect(rules.Rule).toMatchObject({
      busName: 'events-dev',
      enabled: true,
      eventPattern: { source: ['shop'] },
      targets: [
        {
          arn: 'arn:aws:states:us-east-1:000000000000:stateMachine:sample-machine',
          maximumRetryAttempts: 5,
          maximumEventAgeSeconds: 3600,
          deadLetterArn: resources.queues[0]?.arn,
        },
      ],
    });
    expect(rules.Nigh).toMatchObject({
      busName: 'default',
      scheduleExpression: 'cron(0 3 * * ? *)',
      targets: [
        { arn: resources.functions[0]?.arn, maximumRetryAttempts: 185, maximumEventAgeSeconds: 86_400 },
      ],
    });
  });

  it('gives tables, buses, queues, secrets, and roles with their policies', () => {
    expect(resources.tables[0]).toMatchObject({
      name: 'records',
      arn: 'arn:aws:dynamodb:us-east-1:000000000000:table/records',
      properties: { KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }] },
    });
    expect(resources.buses[0]).toMatchObject({ name: 'events-dev' });
    expect(resources.secrets[0]?.arn).toMatch(
      /^arn:aws:secretsmanager:us-east-1:000000000000:secret:coded-actions\/dev\/KEY-.{6}$/,
    );
    const reader = resources.roles.find(({ logicalId }) => logicalId.startsWith('Reader'));
    expect(reader?.arn).toMatch(/^arn:aws:iam::000000000000:role\/coded-actions\/dev\/sample-dev-Reader/);
    expect(reader?.policies).toMatchObject([
      {
        name: 'read',
        document: { Statement: [{ Action: 'dynamodb:GetItem', Resource: resources.tables[0]?.arn }] },
      },
    ]);
    const machineRole = resources.roles.find(
      ({ logicalId }) => logicalId.startsWith('RuleEventsRole') || logicalId.includes('EventsRole'),
    );
    expect(machineRole?.policies).toMatchObject([
      {
        document: {
          Statement: [{ Action: 'states:StartExecution', Resource: resources.stateMachines[0]?.arn }],
        },
      },
    ]);
  });

  it('gives the same names on every run', () => {
    expect(resolveAssembly(assembly)).toEqual(resources);
  });

  it('takes account and region where the app fixes them', () => {
    const fixed = resolveAssembly(
      synthesize(buildAll, { env: { account: '111122223333', region: 'eu-west-1' } }),
    );
    expect(fixed).toMatchObject({ account: '111122223333', region: 'eu-west-1' });
    expect(fixed.functions[0]?.arn).toMatch(/^arn:aws:lambda:eu-west-1:111122223333:function:/);
    expect(fixed.functions[0]?.environment.TABLE).toBe('t-eu-west-1');
  });

  it('gives another version another number', () => {
    const other = resolveAssembly(
      synthesize((stack) => {
        buildAll(stack);
        const fn = stack.node.findChild('Action');
        if (fn instanceof lambda.Function) fn.addEnvironment('CHANGED', 'yes');
      }),
    );
    expect(other.functions[0]?.arn).toBe(resources.functions[0]?.arn);
    expect(other.versions[0]?.version).not.toBe(resources.versions[0]?.version);
  });
});

describe('an assembly is refused', () => {
  it('for a resource type that a run could depend on', () => {
    const assembly = synthesize((stack) => new CfnResource(stack, 'Cluster', { type: 'AWS::ECS::Cluster' }));
    expect(() => resolveAssembly(assembly)).toThrow(
      'Sample/Cluster: the local run does not support the resource type AWS::ECS::Cluster.',
    );
  });

  it('but not for a type that is named harmless', () => {
    const assembly = synthesize((stack) => {
      const alarm = new CfnResource(stack, 'Alarm', { type: 'AWS::CloudWatch::Alarm' });
      new CfnResource(stack, 'Group', {
        type: 'AWS::Logs::LogGroup',
        properties: { LogGroupName: alarm.getAtt('Arn') },
      });
    });
    expect(resolveAssembly(assembly).logGroups).toHaveLength(1);
  });

  it('for a runtime that is not Node.js', () => {
    const assembly = synthesize((stack) => {
      new lambda.Function(stack, 'Fn', {
        runtime: lambda.Runtime.PYTHON_3_13,
        handler: 'x.y',
        code: lambda.Code.fromAsset(codeFolder()),
      });
    });
    expect(() => resolveAssembly(assembly)).toThrow(/does not support the runtime python3\.13/);
  });

  it('for a parameter that only a deployment gives', () => {
    const assembly = synthesize((stack) => {
      const parameter = new CfnParameter(stack, 'Vpc', { type: 'String' });
      new sqs.CfnQueue(stack, 'Queue', { queueName: parameter.valueAsString });
    });
    expect(() => resolveAssembly(assembly)).toThrow(
      /Sample\/Parameters\/Vpc: A parameter without a default has no value/,
    );
  });

  it('for names that depend on each other in a circle', () => {
    const assembly = synthesize((stack) => {
      new CfnResource(stack, 'A', {
        type: 'AWS::SQS::Queue',
        properties: { QueueName: { 'Fn::GetAtt': ['B', 'QueueName'] } },
      });
      new CfnResource(stack, 'B', {
        type: 'AWS::SQS::Queue',
        properties: { QueueName: { 'Fn::GetAtt': ['A', 'QueueName'] } },
      });
    });
    expect(() => resolveAssembly(assembly)).toThrow(/It depends on itself, in a circle/);
  });

  it('for code that is no folder', () => {
    const assembly = synthesize((stack) => {
      new lambda.Function(stack, 'Fn', {
        runtime: lambda.Runtime.NODEJS_22_X,
        handler: 'index.handler',
        code: lambda.Code.fromInline('exports.handler = async () => 1;'),
      });
    });
    expect(() => resolveAssembly(assembly)).toThrow(/code that is not an asset folder of this assembly/);
  });

  it('when an asset is missing', () => {
    const assembly = synthesize(buildAll);
    const [asset = ''] = assembly.stacks.flatMap(({ assetFolders }) => [...assetFolders.values()]);
    rmSync(asset, { recursive: true });
    expect(() => readCloudAssembly(assembly.folder)).toThrow(`${asset} does not exist.`);
  });

  it('when its folder holds no assembly', () => {
    expect(() => readCloudAssembly(join(folder, 'nothing'))).toThrow(
      /nothing\/manifest\.json does not exist\./,
    );
  });

  it('when a file of it is damaged', () => {
    const assembly = synthesize(() => {});
    writeFileSync(join(assembly.folder, 'Sample.template.json'), '{');
    expect(() => readCloudAssembly(assembly.folder)).toThrow(
      /Sample\.template\.json is not readable as JSON/,
    );
  });
});
