import { ServiceError } from '../../../../lib/local/dynamodb/service-error';
import { LocalStepFunctions } from '../../../../lib/local/executions/local-step-functions';
import type { LocalServices } from '../../../../lib/local/integrations/adapter';
import {
  isSupportedResource,
  LocalIntegrations,
} from '../../../../lib/local/integrations/local-integrations';
import { LambdaError } from '../../../../lib/local/lambda/lambda-error';
import {
  type IntegrationCall,
  IntegrationError,
  parseResource,
  VirtualClock,
} from '../../../../lib/local/states';

// Shapes and error names are those of the executions recorded from AWS: services.lambda_task_service.*,
// services.dynamodb_task_service.*, services.aws_sdk_task_service.*, services.events_task_service.*,
// error_handling.*, callback.*; and of "Handling errors in Step Functions workflows".

const executionArn = 'arn:aws:states:us-east-1:000000000000:execution:machine:one';

function callOf(resource: string, args: unknown): IntegrationCall {
  const parsed = parseResource(resource);
  if (!parsed) throw new Error(`${resource} is no resource`);
  return {
    ...parsed,
    arguments: JSON.parse(JSON.stringify(args)),
    stateName: 'State',
    executionArn,
    attempt: 0,
    path: [],
    signal: new AbortController().signal,
  };
}

function servicesOf(changes: Partial<LocalServices> = {}): LocalServices {
  return {
    lambda: { invoke: async () => Promise.reject(new Error('not expected')) },
    callDynamoDb: async () => Promise.reject(new Error('not expected')),
    eventBridge: { putEvents: () => ({ FailedEntryCount: 0, Entries: [] }) },
    stepFunctions: stepFunctions(),
    ...changes,
  };
}

/** Machines `child` and `failing`, at once done. */
function stepFunctions(): LocalStepFunctions {
  const machineOf = (name: string, state: object) => ({
    stack: 'test',
    logicalId: name,
    name,
    arn: `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`,
    type: 'STANDARD' as const,
    roleArn: 'arn:role',
    logs: false,
    traces: false,
    definition: { QueryLanguage: 'JSONata', StartAt: 'S', States: { S: state } },
  });
  return new LocalStepFunctions({
    machines: [
      machineOf('child', { Type: 'Succeed', Output: { Arg1: 'argument1' } }),
      machineOf('failing', { Type: 'Fail', Error: 'SomeFailure', Cause: 'why' }),
    ],
    clock: new VirtualClock(Date.parse('2026-11-24T04:00:00Z')),
    integrations: () => ({ invoke: async () => ({}) }),
    onStatus: () => {},
  });
}

function lambdaAnswering(payload: string, functionError?: 'Unhandled'): LocalServices['lambda'] {
  return {
    invoke: async () => ({
      requestId: 'request',
      executedVersion: '7',
      payload,
      logs: [],
      duration: 1,
      memoryUsed: 1,
      ...(functionError === undefined ? {} : { functionError }),
    }),
  };
}

const metadata = {
  SdkHttpMetadata: { HttpStatusCode: 200 },
  SdkResponseMetadata: { RequestId: expect.any(String) },
};

async function failure(call: IntegrationCall, services: LocalServices): Promise<IntegrationError> {
  const thrown = await new LocalIntegrations(services).invoke(call).catch((error) => error);
  if (!(thrown instanceof IntegrationError)) throw new Error(`no IntegrationError: ${thrown}`);
  return thrown;
}

describe('lambda:invoke', () => {
  const call = callOf('arn:aws:states:::lambda:invoke', {
    FunctionName: 'fn',
    Qualifier: '7',
    Payload: { a: 1 },
  });

  it('gives the answer as a value, with version and status', async () => {
    const asked: unknown[] = [];
    const lambda: LocalServices['lambda'] = {
      invoke: async (name, payload) => {
        asked.push([name, payload]);
        return lambdaAnswering('{"b":2}').invoke(name, payload);
      },
    };
    const result = await new LocalIntegrations(servicesOf({ lambda })).invoke(call);
    expect(asked).toEqual([['fn:7', '{"a":1}']]);
    expect(result).toMatchObject({ ExecutedVersion: '7', Payload: { b: 2 }, StatusCode: 200, ...metadata });
  });

  it.each([
    [
      'the error type that it answers',
      '{"errorType":"Custom","errorMessage":"m","trace":[]}',
      'Custom',
      '{"errorType":"Custom","errorMessage":"m","trace":[]}',
    ],
    [
      'a time-out',
      '{"errorType":"Sandbox.Timedout","errorMessage":"m"}',
      'Sandbox.Timedout',
      '{"errorType":"Sandbox.Timedout","errorMessage":"m"}',
    ],
    [
      'no error type at all',
      '{"errorMessage":"RequestId: 1 Process exited before completing request"}',
      'Lambda.Unknown',
      'The cause could not be determined because Lambda did not return an error type. Returned payload: {"errorMessage":"RequestId: 1 Process exited before completing request"}',
    ],
  ])('fails by %s', async (_, payload, name, cause) => {
    const error = await failure(call, servicesOf({ lambda: lambdaAnswering(payload, 'Unhandled') }));
    expect([error.name, error.causeText]).toEqual([name, cause]);
  });

  it.each([
    [
      new LambdaError('TooManyRequestsException', 429, 'Rate Exceeded.'),
      'Lambda.TooManyRequestsException',
      /^Rate Exceeded\. \(Service: AWSLambda; Status Code: 429; Error Code: TooManyRequestsException; Request ID: [^;]+; Proxy: null\)$/,
    ],
    [
      new LambdaError('ResourceNotFoundException', 404, 'Function not found: x'),
      'Lambda.ResourceNotFoundException',
      /^Function not found: x \(Service: AWSLambda; Status Code: 404; /,
    ],
  ])('fails where Lambda itself refuses: %s', async (refusal, name, cause) => {
    const error = await failure(call, servicesOf({ lambda: { invoke: () => Promise.reject(refusal) } }));
    expect(error.name).toBe(name);
    expect(error.causeText).toMatch(cause);
  });
});

it("a function's own ARN gives its answer unwrapped", async () => {
  const call = callOf('arn:aws:lambda:us-east-1:000000000000:function:fn', { a: 1 });
  expect(
    await new LocalIntegrations(servicesOf({ lambda: lambdaAnswering('{"b":2}') })).invoke(call),
  ).toEqual({ b: 2 });
});

describe('DynamoDB', () => {
  const conditional = new ServiceError('ConditionalCheckFailedException', 'The conditional request failed');
  const invalid = new ServiceError('ValidationException', 'Value null');

  it('is asked for the operation by its name, and answers with metadata where it is optimized', async () => {
    const asked: unknown[] = [];
    const callDynamoDb = async (operation: string, input: unknown) => {
      asked.push([operation, input]);
      return { Item: { id: { S: '1' } } };
    };
    const services = servicesOf({ callDynamoDb });
    const optimized = await new LocalIntegrations(services).invoke(
      callOf('arn:aws:states:::dynamodb:getItem', { TableName: 't' }),
    );
    const sdk = await new LocalIntegrations(services).invoke(
      callOf('arn:aws:states:::aws-sdk:dynamodb:query', { TableName: 't' }),
    );
    expect(asked).toEqual([
      ['GetItem', { TableName: 't' }],
      ['Query', { TableName: 't' }],
    ]);
    expect(optimized).toMatchObject({ Item: { id: { S: '1' } }, ...metadata });
    expect(sdk).toEqual({ Item: { id: { S: '1' } } });
  });

  it.each([
    [
      'dynamodb:updateItem',
      conditional,
      'DynamoDB.ConditionalCheckFailedException',
      /^The conditional request failed \(Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ConditionalCheckFailedException; /,
    ],
    [
      'dynamodb:updateItem',
      invalid,
      'DynamoDB.AmazonDynamoDBException',
      /^Value null \(Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ValidationException; /,
    ],
    [
      'aws-sdk:dynamodb:updateItem',
      conditional,
      'DynamoDb.ConditionalCheckFailedException',
      /^The conditional request failed \(Service: DynamoDb, Status Code: 400, Request ID: [^)]+\)$/,
    ],
    [
      'aws-sdk:dynamodb:updateItem',
      invalid,
      'DynamoDb.DynamoDbException',
      /^Value null \(Service: DynamoDb, /,
    ],
  ])('%s spells its errors as Step Functions shows them: %s', async (resource, thrown, name, cause) => {
    const error = await failure(
      callOf(`arn:aws:states:::${resource}`, {}),
      servicesOf({ callDynamoDb: () => Promise.reject(thrown) }),
    );
    expect(error.name).toBe(name);
    expect(error.causeText).toMatch(cause);
  });
});

describe('events:putEvents', () => {
  const call = callOf('arn:aws:states:::events:putEvents', {
    Entries: [{ Source: 's', DetailType: 'd', Detail: { a: 1 }, Resources: ['r'] }],
  });

  it('takes the detail as a value, and adds the execution and its machine to the resources', async () => {
    const asked: unknown[] = [];
    const eventBridge: LocalServices['eventBridge'] = {
      putEvents: (entries) => {
        asked.push(entries);
        return { FailedEntryCount: 0, Entries: [{ EventId: 'e' }] };
      },
    };
    const result = await new LocalIntegrations(servicesOf({ eventBridge })).invoke(call);
    expect(asked).toEqual([
      [
        {
          Source: 's',
          DetailType: 'd',
          Detail: '{"a":1}',
          // In this order: recorded from AWS.
          Resources: ['r', 'arn:aws:states:us-east-1:000000000000:stateMachine:machine', executionArn],
        },
      ],
    ]);
    expect(result).toMatchObject({ Entries: [{ EventId: 'e' }], FailedEntryCount: 0, ...metadata });
  });

  it('fails when an entry is refused', async () => {
    const answer = {
      Entries: [{ ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' }],
      FailedEntryCount: 1,
    };
    const error = await failure(call, servicesOf({ eventBridge: { putEvents: () => answer } }));
    expect(error.name).toBe('EventBridge.FailedEntry');
    expect(error.causeText).toBe(
      '{"Entries":[{"ErrorCode":"MalformedDetail","ErrorMessage":"Detail is malformed."}],"FailedEntryCount":1}',
    );
  });
});

describe('executions', () => {
  const child = 'arn:aws:states:us-east-1:000000000000:stateMachine:child';

  it('are started and not waited for', async () => {
    const result = await new LocalIntegrations(servicesOf()).invoke(
      callOf('arn:aws:states:::states:startExecution', {
        StateMachineArn: child,
        Input: { a: 1 },
        Name: 'n',
      }),
    );
    expect(result).toMatchObject({
      ExecutionArn: `${child.replace('stateMachine', 'execution')}:n`,
      StartDate: '2026-11-24T04:00:00.000Z',
      ...metadata,
    });
  });

  it('are waited for, with their output as a value in .sync:2 and as text in .sync', async () => {
    const start = (resource: string, Name: string) =>
      new LocalIntegrations(servicesOf()).invoke(
        callOf(`arn:aws:states:::states:${resource}`, { StateMachineArn: child, Input: {}, Name }),
      );
    const common = {
      InputDetails: { Included: true },
      OutputDetails: { Included: true },
      StateMachineArn: child,
      Status: 'SUCCEEDED',
      StartDate: expect.any(Number),
      StopDate: expect.any(Number),
    };
    expect(await start('startExecution.sync:2', 'a')).toEqual({
      ...common,
      ExecutionArn: expect.any(String),
      Name: 'a',
      Input: {},
      Output: { Arg1: 'argument1' },
    });
    expect(await start('startExecution.sync', 'b')).toEqual({
      ...common,
      ExecutionArn: expect.any(String),
      Name: 'b',
      Input: '{}',
      Output: '{"Arg1":"argument1"}',
    });
  });

  it('that fail, fail the task', async () => {
    const failing = child.replace('child', 'failing');
    const error = await failure(
      callOf('arn:aws:states:::states:startExecution.sync', { StateMachineArn: failing, Name: 'n' }),
      servicesOf(),
    );
    expect(error.name).toBe('States.TaskFailed');
    expect(JSON.parse(error.causeText ?? '')).toMatchObject({
      Cause: 'why',
      Error: 'SomeFailure',
      Input: '{}',
      Name: 'n',
      Status: 'FAILED',
    });
  });

  it('are described by aws-sdk:sfn, with times as text', async () => {
    const services = servicesOf();
    const { execution } = services.stepFunctions.start({ stateMachineArn: child, name: 'n' });
    await execution.outcome;
    const described = await new LocalIntegrations(services).invoke(
      callOf('arn:aws:states:::aws-sdk:sfn:describeExecution', { ExecutionArn: execution.arn }),
    );
    expect(described).toMatchObject({
      ExecutionArn: execution.arn,
      Status: 'SUCCEEDED',
      StartDate: '2026-11-24T04:00:00.000Z',
      Output: '{"Arg1":"argument1"}',
      OutputDetails: { Included: true },
    });
  });

  it.each([
    [
      'aws-sdk:sfn:describeExecution',
      { ExecutionArn: 'none' },
      'Sfn.ExecutionDoesNotExistException',
      /^Execution Does Not Exist: 'none' \(Service: Sfn, Status Code: 400, Request ID: [^)]+\)$/,
    ],
    [
      'aws-sdk:sfn:sendTaskSuccess',
      { TaskToken: 'none', Output: '{}' },
      'Sfn.InvalidTokenException',
      /^Invalid Token: 'Invalid token' \(Service: Sfn, /,
    ],
    [
      'states:startExecution',
      { StateMachineArn: 'none' },
      'StepFunctions.StateMachineDoesNotExistException',
      /^State Machine Does Not Exist: 'none' \(Service: AWSStepFunctions; Status Code: 400; /,
    ],
  ])('%s spells its errors as Step Functions shows them', async (resource, args, name, cause) => {
    const error = await failure(callOf(`arn:aws:states:::${resource}`, args), servicesOf());
    expect(error.name).toBe(name);
    expect(error.causeText).toMatch(cause);
  });
});

it.each([
  ['arn:aws:states:::lambda:invoke', true],
  ['arn:aws:states:::lambda:invoke.waitForTaskToken', true],
  ['arn:aws:states:::aws-sdk:dynamodb:transactWriteItems', true],
  ['arn:aws:states:::states:startExecution.sync:2', true],
  ['arn:aws:states:::sns:publish', false],
  ['arn:aws:states:::http:invoke', false],
  ['nonsense', false],
])('%s can be carried out here: %s', (resource, supported) => {
  expect(isSupportedResource(resource)).toBe(supported);
});
