import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';

/** An assembly for tests of the local run, made by hand with the CDK: it knows nothing of workflows. */
export interface SampleAssembly {
  /** To be removed after the tests. */
  readonly root: string;
  readonly assembly: string;
}

/** What the functions of the sample do is in the event that they are given. */
const ACTION = `
exports.handler = async (event) => {
  console.log('asked to ' + event.do);
  if (event.do === 'fail') throw Object.assign(new Error('no luck'), { name: 'Luck.Out' });
  if (event.do === 'wait') await new Promise((resolve) => setTimeout(resolve, 60_000));
  return { outputs: { echo: event, stage: process.env.STAGE } };
};`;

/** Writes each status change into the table, through the endpoint; signed as far as the endpoint looks at it. */
const ON_STATUS = `
exports.handler = async ({ detail }) => {
  const response = await fetch(process.env.AWS_ENDPOINT_URL, {
    method: 'POST',
    headers: {
      'x-amz-target': 'DynamoDB_20120810.PutItem',
      'content-type': 'application/x-amz-json-1.0',
      authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/20261124/us-east-1/dynamodb/aws4_request',
    },
    body: JSON.stringify({ TableName: 'records', Item: { pk: { S: 'run#' + detail.name }, sk: { S: detail.status } } }),
  });
  if (!response.ok) throw new Error(await response.text());
};`;

/** Synthesizes the sample into a folder of its own. */
export function sampleAssembly(): SampleAssembly {
  const root = mkdtempSync(join(tmpdir(), 'sample-assembly-'));
  const app = new App({ outdir: join(root, 'cdk.out') });
  const stack = new Stack(app, 'sample');
  const code = (name: string, text: string) => {
    mkdirSync(join(root, name));
    writeFileSync(join(root, name, 'index.js'), text);
    return lambda.Code.fromAsset(join(root, name));
  };
  const fn = (id: string, text: string) =>
    new lambda.Function(stack, id, {
      runtime: new lambda.Runtime('nodejs24.x', lambda.RuntimeFamily.NODEJS),
      handler: 'index.handler',
      code: code(id, text),
      environment: { STAGE: 'test' },
      timeout: Duration.seconds(10),
      memorySize: 256,
    });
  const action = fn('Action', ACTION);
  const onStatus = fn('OnStatus', ON_STATUS);
  const table = new dynamodb.Table(stack, 'Records', {
    tableName: 'records',
    partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
    sortKey: { name: 'sk', type: dynamodb.AttributeType.STRING },
    timeToLiveAttribute: 'expiresAt',
  });
  table.grantWriteData(onStatus);
  const bus = new events.EventBus(stack, 'Bus', { eventBusName: 'events' });
  const deadLetterQueue = new sqs.Queue(stack, 'DeadLetters', { queueName: 'dead-letters' });
  const machine = (name: string, states: Record<string, object>) =>
    new sfn.StateMachine(stack, name, {
      stateMachineName: name,
      definitionBody: sfn.DefinitionBody.fromString(
        stack.toJsonString({ QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states }),
      ),
    });

  const call = (version: string, more: object = {}) => ({
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: version, Payload: '{% $states.input %}' },
    Output: '{% $states.result.Payload.outputs %}',
    ...more,
  });
  const act = machine('act', {
    Act: call(action.currentVersion.functionArn, {
      Comment: 'step act, workflows/x/workflow.json:3:5',
      Retry: [{ ErrorEquals: ['Again'], IntervalSeconds: 60 }],
      End: true,
    }),
  });
  action.grantInvoke(act);
  machine('patient', { Wait: { Type: 'Wait', Seconds: 259_200, Next: 'Done' }, Done: { Type: 'Succeed' } });
  const token = machine('token', {
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:dynamodb:putItem.waitForTaskToken',
      Arguments: {
        TableName: 'records',
        Item: {
          pk: { S: 'token' },
          sk: { S: '{% $states.context.Execution.Name %}' },
          token: { S: '{% $states.context.Task.Token %}' },
        },
      },
      End: true,
    },
  });
  table.grant(token, 'dynamodb:PutItem');
  const parent = machine('parent', {
    Child: {
      Type: 'Task',
      Resource: 'arn:aws:states:::states:startExecution.sync:2',
      Arguments: { StateMachineArn: act.stateMachineArn, Input: '{% $states.input %}' },
      End: true,
    },
  });
  act.grantStartExecution(parent);
  act.grantExecution(parent, 'states:DescribeExecution', 'states:StopExecution');
  parent.addToRolePolicy(
    new iam.PolicyStatement({
      actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
      resources: ['*'],
    }),
  );
  const emit = machine('emit', {
    Emit: {
      Type: 'Task',
      Resource: 'arn:aws:states:::events:putEvents',
      Arguments: {
        Entries: [
          { EventBusName: 'events', Source: 'shop', DetailType: 'sold', Detail: '{% $states.input %}' },
        ],
      },
      End: true,
    },
  });
  bus.grantPutEventsTo(emit);
  const enroll = machine('enroll', {
    Enroll: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:dynamodb:transactWriteItems',
      Arguments: {
        TransactItems: [
          {
            Put: {
              TableName: 'records',
              Item: { pk: { S: '{% $states.input.detail.id %}' }, sk: { S: 'marker' } },
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
        ],
      },
      Output: { enrolled: true },
      Catch: [
        {
          ErrorEquals: ['DynamoDb.TransactionCanceledException'],
          Output: { enrolled: false, cause: '{% $states.errorOutput.Cause %}' },
          Next: 'Done',
        },
      ],
      Next: 'Done',
    },
    Done: { Type: 'Succeed' },
  });

  table.grant(enroll, 'dynamodb:PutItem');

  new events.Rule(stack, 'Sold', {
    eventBus: bus,
    eventPattern: { source: ['shop'], detailType: ['sold'] },
    targets: [new targets.SfnStateMachine(enroll, { deadLetterQueue })],
  });
  const lost = new events.CfnRule(stack, 'Lost', {
    eventBusName: 'events',
    eventPattern: { source: ['lost'] },
    targets: [
      {
        id: 'nobody',
        arn: stack.formatArn({
          service: 'states',
          resource: 'stateMachine',
          resourceName: 'nobody',
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
        roleArn: new iam.Role(stack, 'LostRole', {
          assumedBy: new iam.ServicePrincipal('events.amazonaws.com'),
          inlinePolicies: {
            start: new iam.PolicyDocument({
              statements: [new iam.PolicyStatement({ actions: ['states:StartExecution'], resources: ['*'] })],
            }),
          },
        }).roleArn,
        deadLetterConfig: { arn: deadLetterQueue.queueArn },
      },
    ],
  });
  deadLetterQueue.addToResourcePolicy(
    new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [deadLetterQueue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': lost.attrArn } },
    }),
  );
  new events.Rule(stack, 'Status', {
    eventPattern: { source: ['aws.states'], detail: { status: [{ 'anything-but': 'RUNNING' }] } },
    targets: [new targets.LambdaFunction(onStatus, { deadLetterQueue })],
  });
  return { root, assembly: app.synth().directory };
}
