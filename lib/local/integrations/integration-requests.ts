import type { AccountRegion, AuthorizationRequest } from '../authorization/authorization-request';
import { requestsOf } from '../authorization/requests';
import type { IntegrationCall } from '../states';
import { argumentsOf, textOf } from './call-arguments';

/**
 * What a task asks IAM for in the name of its state machine's role. Undefined for one whose authorization is not known.
 */
export function integrationRequests(
  call: IntegrationCall,
  where: AccountRegion,
): readonly AuthorizationRequest[] | undefined {
  const input = argumentsOf(call);
  const operation = call.action.charAt(0).toUpperCase() + call.action.slice(1);
  switch (call.service) {
    case 'lambda':
      return requestsOf('lambda', operation, input, where);
    case 'lambda-function':
      return requestsOf('lambda', 'Invoke', { FunctionName: call.action }, where);
    case 'dynamodb':
    case 'aws-sdk:dynamodb':
      return requestsOf('dynamodb', operation, input, where);
    case 'events':
      return requestsOf('events', operation, input, where);
    case 'aws-sdk:sfn':
      return requestsOf('states', operation, input, where);
    case 'states': {
      const requests = requestsOf('states', operation, input, where);
      return call.pattern === 'sync' && requests ? [...requests, ...waiting(call, where)] : requests;
    }
    default:
      return undefined;
  }
}

/**
 * What `startExecution.sync` needs beside the start, to hear of the other execution's end: "IAM policies for calling
 * other workflows" of "Start a new AWS Step Functions state machine from a running execution".
 */
function waiting(call: IntegrationCall, { account, region }: AccountRegion): AuthorizationRequest[] {
  const { StateMachineArn, Name } = argumentsOf(call);
  const machine = (textOf(StateMachineArn) ?? '').split(':')[6] ?? '';
  const execution = `arn:aws:states:${region}:${account}:execution:${machine}:${textOf(Name) ?? 'any'}`;
  const rule = `arn:aws:events:${region}:${account}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule`;
  return [
    ...['states:DescribeExecution', 'states:StopExecution'].map((action) => ({
      action,
      resource: execution,
    })),
    ...['events:PutTargets', 'events:PutRule', 'events:DescribeRule'].map((action) => ({
      action,
      resource: rule,
    })),
  ];
}
