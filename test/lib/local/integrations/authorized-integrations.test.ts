import { AccessDenied } from '../../../../lib/local/authorization/access-denied';
import type { Authorizer } from '../../../../lib/local/authorization/authorizer';
import { AuthorizedIntegrations } from '../../../../lib/local/integrations/authorized-integrations';
import { integrationRequests } from '../../../../lib/local/integrations/integration-requests';
import { INTEGRATION_NAMES } from '../../../../lib/local/integrations/local-integrations';
import { type IntegrationCall, parseResource } from '../../../../lib/local/states';

const where = { account: '1', region: 'us-east-1' };

function callOf(resource: string, given = {}): IntegrationCall {
  const parsed = parseResource(resource);
  if (!parsed) throw new Error(`${resource} is none`);
  return {
    ...parsed,
    arguments: given,
    stateName: 'It',
    executionArn: 'arn:aws:states:us-east-1:1:execution:machine:run',
    attempt: 0,
    path: [],
    signal: new AbortController().signal,
  };
}

/** An authorizer that denies everything, or allows it. */
function authorizerThat(denies: boolean): Pick<Authorizer, 'require'> {
  return {
    require: (_, [request]) => {
      if (!denies || !request) return;
      throw new AccessDenied({ ...request, user: 'somebody', message: 'User: somebody is not authorized' });
    },
  };
}

function integrations(denies: boolean) {
  const calls: string[] = [];
  const authorized = new AuthorizedIntegrations(
    { invoke: async ({ resource }) => void calls.push(resource) },
    { ...where, authorizer: authorizerThat(denies), machineOf: () => ({ arn: 'arn:m', roleArn: 'arn:r' }) },
  );
  return { authorized, calls };
}

it.each([...INTEGRATION_NAMES, 'aws-sdk:dynamodb:transactWriteItems'])('%s asks for something', (name) => {
  expect(integrationRequests(callOf(`arn:aws:states:::${name}`), where)).toBeDefined();
});

// The names of the first five are those of others' machines and of their Retry fields; EventBridge's is made alike.
it.each([
  ['arn:aws:states:::lambda:invoke', 'Lambda.AWSLambdaException', '(Service: AWSLambda; Status Code: 403;'],
  [
    'arn:aws:lambda:us-east-1:1:function:f',
    'Lambda.AWSLambdaException',
    'Error Code: AccessDeniedException;',
  ],
  ['arn:aws:states:::dynamodb:getItem', 'DynamoDB.AmazonDynamoDBException', '(Service: AmazonDynamoDBv2;'],
  ['arn:aws:states:::states:startExecution', 'StepFunctions.AWSStepFunctionsException', 'AWSStepFunctions;'],
  ['arn:aws:states:::aws-sdk:dynamodb:transactGetItems', 'DynamoDb.DynamoDbException', '(Service: DynamoDb,'],
  ['arn:aws:states:::aws-sdk:sfn:describeExecution', 'Sfn.SfnException', '(Service: Sfn, Status Code: 400,'],
  ['arn:aws:states:::events:putEvents', 'EventBridge.AmazonEventBridgeException', 'Status Code: 400;'],
])('a denied %s fails as %s, and is not carried out', async (resource, name, cause) => {
  const { authorized, calls } = integrations(true);
  const given = { Entries: [{}], TransactItems: [{ Get: { TableName: 't' } }] };

  await expect(authorized.invoke(callOf(resource, given))).rejects.toMatchObject({
    name,
    causeText: expect.stringContaining(cause),
  });

  expect(calls).toEqual([]);
});

it('what is allowed is carried out', async () => {
  const { authorized, calls } = integrations(false);
  await authorized.invoke(callOf('arn:aws:states:::lambda:invoke'));
  expect(calls).toEqual(['arn:aws:states:::lambda:invoke']);
});

it('what is not known is not allowed', async () => {
  const { authorized } = integrations(false);
  await expect(authorized.invoke(callOf('arn:aws:states:::sqs:sendMessage'))).rejects.toMatchObject({
    name: 'States.Runtime',
  });
});

it('a start that is waited for asks for what Step Functions needs to hear of the end', () => {
  const given = { StateMachineArn: 'arn:aws:states:us-east-1:1:stateMachine:other', Name: 'n' };
  const requests = integrationRequests(callOf('arn:aws:states:::states:startExecution.sync:2', given), where);
  const execution = 'arn:aws:states:us-east-1:1:execution:other:n';
  const rule = 'arn:aws:events:us-east-1:1:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule';
  expect(requests?.map(({ action, resource }) => [action, resource])).toEqual([
    ['states:StartExecution', 'arn:aws:states:us-east-1:1:stateMachine:other'],
    ['states:DescribeExecution', execution],
    ['states:StopExecution', execution],
    ['events:PutTargets', rule],
    ['events:PutRule', rule],
    ['events:DescribeRule', rule],
  ]);
});
