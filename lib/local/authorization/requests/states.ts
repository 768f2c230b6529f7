import type { RequestReader, ServiceRequests } from './request-reader';

/**
 * Step Functions: "Actions, resources, and condition keys for AWS Step Functions". Who has a task's token may return
 * it: that is authorized on no resource.
 */
export const statesRequests: ServiceRequests = new Map<string, RequestReader>([
  ['StartExecution', onMachine('StartExecution')],
  ['DescribeStateMachine', onMachine('DescribeStateMachine')],
  ['ListExecutions', onMachine('ListExecutions')],
  ['DescribeExecution', onExecution('DescribeExecution')],
  ['DescribeStateMachineForExecution', onExecution('DescribeStateMachineForExecution')],
  ['GetExecutionHistory', onExecution('GetExecutionHistory')],
  ['RedriveExecution', onExecution('RedriveExecution')],
  ['StopExecution', onExecution('StopExecution')],
  ['ListStateMachines', onNothing('ListStateMachines')],
  ['SendTaskFailure', onNothing('SendTaskFailure')],
  ['SendTaskHeartbeat', onNothing('SendTaskHeartbeat')],
  ['SendTaskSuccess', onNothing('SendTaskSuccess')],
]);

/**
 * A machine that is named with a version or an alias is authorized by its unqualified ARN ("Creating granular
 * permissions for non-admin users in Step Functions", *Authorization for versions and aliases*).
 */
function onMachine(operation: string): RequestReader {
  return (input) => {
    const arn = String(input.stateMachineArn ?? input.StateMachineArn);
    const resource = arn.replace(/^(arn:[^:]+:states:[^:]*:[^:]*:stateMachine:[^:]+):.+$/, '$1');
    return [{ action: `states:${operation}`, resource }];
  };
}

function onExecution(operation: string): RequestReader {
  return (input) => [
    { action: `states:${operation}`, resource: String(input.executionArn ?? input.ExecutionArn) },
  ];
}

function onNothing(operation: string): RequestReader {
  return () => [{ action: `states:${operation}`, resource: '*' }];
}
