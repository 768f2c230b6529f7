import { rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  DescribeExecutionCommand,
  DescribeStateMachineForExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  RedriveExecutionCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { type LocalRuntime, startLocalRuntime } from '../../../../lib/local/runtime';
import { RealClock } from '../../../../lib/local/states';
import { type SampleAssembly, sampleAssembly } from '../sample-assembly';

// The outside check: AWS's own clients, which know the protocol, the shapes and the errors.

let sample: SampleAssembly;
let runtime: LocalRuntime;
let settings: {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
};

beforeAll(async () => {
  sample = sampleAssembly();
  const secretsFile = join(sample.root, 'secrets.json');
  writeFileSync(secretsFile, '{"API_KEY":"sesame"}', { mode: 0o600 });
  runtime = await startLocalRuntime({ assembly: sample.assembly, clock: new RealClock(), secretsFile });
  settings = {
    endpoint: runtime.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
});
afterAll(async () => {
  await runtime.close();
  rmSync(sample.root, { recursive: true, force: true });
});

/** By no function: a person's. The signature itself is not looked at. */
const SIGNED =
  'AWS4-HMAC-SHA256 Credential=person/20261124/us-east-1/events/aws4_request, SignedHeaders=host, Signature=0';

function machineArn(name: string): string {
  return `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`;
}

describe('the client of DynamoDB', () => {
  it('puts and gets an item', async () => {
    const client = new DynamoDBClient(settings);
    const key = { pk: { S: 'sdk' }, sk: { S: 'item' } };
    await client.send(
      new PutItemCommand({ TableName: 'records', Item: { ...key, n: { N: '1.50' }, b: { BOOL: true } } }),
    );
    const { Item } = await client.send(new GetItemCommand({ TableName: 'records', Key: key }));
    expect(Item).toEqual({ ...key, n: { N: '1.5' }, b: { BOOL: true } });
  });

  it('sees an error with its class and its reasons', async () => {
    const client = new DynamoDBClient(settings);
    const put = {
      TableName: 'records',
      Item: { pk: { S: 'x' }, sk: { S: 'x' } },
      ConditionExpression: 'attribute_exists(pk)',
    };
    await expect(client.send(new PutItemCommand(put))).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
    });
    await expect(
      client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: put }] })),
    ).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'ConditionalCheckFailed' }],
    });
  });
});

describe('the client of Secrets Manager', () => {
  it('reads a secret of the file, by name and by ARN', async () => {
    const client = new SecretsManagerClient(settings);
    const byName = await client.send(new GetSecretValueCommand({ SecretId: 'coded-actions/test/API_KEY' }));
    expect(byName).toMatchObject({
      Name: 'coded-actions/test/API_KEY',
      SecretString: 'sesame',
      VersionStages: ['AWSCURRENT'],
    });
    const byArn = await client.send(new GetSecretValueCommand({ SecretId: byName.ARN }));
    expect(byArn).toMatchObject({ SecretString: 'sesame', VersionId: byName.VersionId });
  });

  it('sees that a secret does not exist', async () => {
    const missing = new SecretsManagerClient(settings).send(
      new GetSecretValueCommand({ SecretId: 'coded-actions/test/NONE' }),
    );
    await expect(missing).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: "Secrets Manager can't find the specified secret.",
    });
  });
});

describe('the client of Step Functions', () => {
  it('lists machines, starts one, and reads its end and its history', async () => {
    const client = new SFNClient(settings);
    const { stateMachines } = await client.send(new ListStateMachinesCommand({}));
    expect(stateMachines?.map(({ name }) => name)).toContain('act');
    const started = await client.send(
      new StartExecutionCommand({ stateMachineArn: machineArn('act'), input: '{"do":"echo"}', name: 'sdk' }),
    );
    expect(Math.abs(Number(started.startDate) - Date.now())).toBeLessThan(10_000);
    const { executionArn } = started;
    await runtime.execution(executionArn ?? '').execution.outcome;
    const described = await client.send(new DescribeExecutionCommand({ executionArn }));
    expect(described).toMatchObject({
      status: 'SUCCEEDED',
      name: 'sdk',
      output: '{"echo":{"do":"echo"},"stage":"test"}',
      redriveStatus: 'NOT_REDRIVABLE',
    });
    expect(described.stopDate).toBeInstanceOf(Date);
    const first = await client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 2 }));
    const rest = await client.send(
      new GetExecutionHistoryCommand({ executionArn, nextToken: first.nextToken }),
    );
    expect([...(first.events ?? []), ...(rest.events ?? [])].map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
    const last = await client.send(
      new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 1 }),
    );
    expect(last.events?.[0]?.executionSucceededEventDetails?.output).toBe(described.output);
    const { definition } = await client.send(new DescribeStateMachineForExecutionCommand({ executionArn }));
    expect(JSON.parse(definition ?? '')).toMatchObject({ StartAt: 'Act' });
  });

  it('stops an execution', async () => {
    const client = new SFNClient(settings);
    const { executionArn } = await client.send(
      new StartExecutionCommand({ stateMachineArn: machineArn('patient'), name: 'stopped' }),
    );
    await client.send(new StopExecutionCommand({ executionArn, error: 'Enough', cause: 'it took too long' }));
    const described = await client.send(new DescribeExecutionCommand({ executionArn }));
    expect(described).toMatchObject({
      status: 'ABORTED',
      error: 'Enough',
      cause: 'it took too long',
      redriveStatus: 'REDRIVABLE',
    });
    const listed = await client.send(
      new ListExecutionsCommand({ stateMachineArn: machineArn('patient'), statusFilter: 'ABORTED' }),
    );
    expect(listed.executions?.map(({ name }) => name)).toEqual(['stopped']);
  });

  it('redrives an execution that failed', async () => {
    const client = new SFNClient(settings);
    const { executionArn } = await client.send(
      new StartExecutionCommand({ stateMachineArn: machineArn('act'), input: '{"do":"fail"}' }),
    );
    await runtime.execution(executionArn ?? '').execution.outcome;
    await client.send(new RedriveExecutionCommand({ executionArn }));
    await runtime.execution(executionArn ?? '').execution.outcome;
    expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
      status: 'FAILED',
      redriveCount: 1,
    });
  });

  it('completes a task that waits for its token', async () => {
    const client = new SFNClient(settings);
    const { executionArn } = await client.send(
      new StartExecutionCommand({ stateMachineArn: machineArn('token'), name: 'waits' }),
    );
    await runtime.idle();
    const key = { pk: { S: 'token' }, sk: { S: 'waits' } };
    const { Item } = await new DynamoDBClient(settings).send(
      new GetItemCommand({ TableName: 'records', Key: key }),
    );
    await client.send(new SendTaskSuccessCommand({ taskToken: Item?.token?.S, output: '{"done":1}' }));
    expect(await runtime.execution(executionArn ?? '').execution.outcome).toEqual({
      status: 'SUCCEEDED',
      output: { done: 1 },
    });
    const again = client.send(new SendTaskSuccessCommand({ taskToken: Item?.token?.S, output: '{}' }));
    await expect(again).rejects.toMatchObject({ name: 'TaskTimedOut' });
    const unknown = client.send(new SendTaskSuccessCommand({ taskToken: 'never given out', output: '{}' }));
    await expect(unknown).rejects.toMatchObject({ name: 'InvalidToken' });
  });

  it.each([
    ['an unknown machine', { stateMachineArn: machineArn('nobody') }, 'StateMachineDoesNotExist'],
    ['an input that is no JSON', { stateMachineArn: machineArn('act'), input: '{' }, 'InvalidExecutionInput'],
    ['a name with a space', { stateMachineArn: machineArn('act'), name: 'a b' }, 'InvalidName'],
    [
      'a name that was used',
      { stateMachineArn: machineArn('act'), name: 'sdk', input: '{"another":1}' },
      'ExecutionAlreadyExists',
    ],
  ])('is refused %s', async (_, input, name) => {
    await expect(new SFNClient(settings).send(new StartExecutionCommand(input))).rejects.toMatchObject({
      name,
    });
  });

  it('sees that an execution does not exist', async () => {
    const command = new DescribeExecutionCommand({
      executionArn: machineArn('act').replace('stateMachine', 'execution').concat(':none'),
    });
    await expect(new SFNClient(settings).send(command)).rejects.toMatchObject({
      name: 'ExecutionDoesNotExist',
    });
  });
});

describe('the client of Lambda', () => {
  it('invokes a function and sees its answer, its version and its log', async () => {
    const { name } = runtime.resources.functions.find(({ logicalId }) => logicalId.startsWith('Action')) ?? {
      name: '',
    };
    const result = await new LambdaClient(settings).send(
      new InvokeCommand({ FunctionName: name, Payload: '{"do":"echo"}', LogType: 'Tail' }),
    );
    expect(result).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
    expect(JSON.parse(result.Payload?.transformToString() ?? '')).toMatchObject({
      outputs: { stage: 'test' },
    });
    expect(Buffer.from(result.LogResult ?? '', 'base64').toString()).toMatch(/INFO\tasked to echo$/);
  });

  it('sees a failed function, and one that does not exist', async () => {
    const client = new LambdaClient(settings);
    const { arn } = runtime.resources.versions[0] ?? { arn: '' };
    const failed = await client.send(new InvokeCommand({ FunctionName: arn, Payload: '{"do":"fail"}' }));
    expect(failed.FunctionError).toBe('Unhandled');
    expect(JSON.parse(failed.Payload?.transformToString() ?? '')).toMatchObject({ errorType: 'Luck.Out' });
    await expect(client.send(new InvokeCommand({ FunctionName: 'nobody' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});

describe('an asynchronous invocation', () => {
  it('is accepted and done later', async () => {
    const client = new LambdaClient(settings);
    const { name } = runtime.resources.functions.find(({ logicalId }) =>
      logicalId.startsWith('OnStatus'),
    ) ?? {
      name: '',
    };
    const detail = { name: 'by-hand', status: 'INVOKED' };
    const accepted = await client.send(
      new InvokeCommand({ FunctionName: name, InvocationType: 'Event', Payload: JSON.stringify({ detail }) }),
    );
    expect(accepted.StatusCode).toBe(202);
    await runtime.idle();
    const Key = { pk: { S: 'run#by-hand' }, sk: { S: 'INVOKED' } };
    const { Item } = await new DynamoDBClient(settings).send(
      new GetItemCommand({ TableName: 'records', Key }),
    );
    expect(Item).toEqual(Key);
  });

  it('is refused over 1 MB', async () => {
    const Payload = JSON.stringify('x'.repeat(1024 * 1024));
    const command = new InvokeCommand({ FunctionName: 'any', InvocationType: 'Event', Payload });
    await expect(new LambdaClient(settings).send(command)).rejects.toMatchObject({
      name: 'RequestTooLargeException',
    });
  });
});

describe('the endpoint', () => {
  it('listens on the loopback address only', () => {
    expect(runtime.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('puts events, and says what is wrong with an entry', async () => {
    const response = await fetch(runtime.endpoint, {
      method: 'POST',
      headers: {
        'x-amz-target': 'AWSEvents.PutEvents',
        'content-type': 'application/x-amz-json-1.1',
        authorization: SIGNED,
      },
      body: JSON.stringify({
        Entries: [{ EventBusName: 'events', Source: 'shop', DetailType: 'x', Detail: '{}' }, {}],
      }),
    });
    expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.1');
    expect(await response.json()).toMatchObject({
      FailedEntryCount: 1,
      Entries: [{ EventId: expect.any(String) }, { ErrorCode: 'InvalidArgument' }],
    });
  });

  it.each([
    [
      'an operation that it does not know',
      { 'x-amz-target': 'AWSEvents.PutRule', authorization: SIGNED },
      400,
      'UnknownOperationException',
    ],
    [
      'a service that it does not know',
      { 'x-amz-target': 'Kinesis.PutRecord' },
      400,
      'UnknownOperationException',
    ],
    [
      'a request that nobody signed, as AWS does',
      { 'x-amz-target': 'AWSEvents.PutEvents' },
      403,
      'MissingAuthenticationTokenException',
    ],
    [
      'a page of another site',
      { 'x-amz-target': 'AWSEvents.PutEvents', origin: 'https://evil.example' },
      403,
      'AccessDeniedException',
    ],
    [
      'a page of another site, by its own word',
      { 'x-amz-target': 'AWSEvents.PutEvents', 'sec-fetch-site': 'cross-site' },
      403,
      'AccessDeniedException',
    ],
    [
      'a name that was made to point here',
      { 'x-amz-target': 'AWSEvents.PutEvents', host: 'evil.example' },
      403,
      'AccessDeniedException',
    ],
    ['a body that is no JSON', { 'x-amz-target': 'AWSEvents.PutEvents' }, 400, 'SerializationException', '{'],
    [
      'a body over 7 MB',
      { 'x-amz-target': 'AWSEvents.PutEvents' },
      413,
      'RequestEntityTooLargeException',
      'x'.repeat(8 * 1024 * 1024),
    ],
  ])('refuses %s', async (...[, headers, status, type, body = '{}']) => {
    const answer = await post(headers, body);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({ __type: type });
  });
});

/** A request with headers that `fetch` does not let one set. */
function post(
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(runtime.endpoint, { method: 'POST', headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, body: text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
