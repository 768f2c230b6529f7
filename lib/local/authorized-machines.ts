import type { LocalStateMachine } from './assembly/local-resources';
import type { Authorizer } from './authorization/authorizer';

/** "Logging in CloudWatch Logs": what the role of a machine that is logged must allow, on no resource of its own. */
const LOG_DELIVERY = [
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
];

/** "Trace Step Functions request data in AWS X-Ray": the same for a machine that is traced. */
const TRACING = [
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

/** Asks a machine's role for what Step Functions does in it beside the machine's tasks. */
export function noteMachine(
  { name, arn, roleArn, logs, traces }: LocalStateMachine,
  authorizer: Authorizer,
): void {
  const actor = { roleArn, service: 'states.amazonaws.com', session: name, sourceArn: arn };
  const onNothing = (action: string) => ({ action, resource: '*' });
  if (logs) {
    const consequence = `AWS refuses to deploy the machine ${name}: "The state machine IAM Role is not authorized to access the Log Destination".`;
    authorizer.note(actor, LOG_DELIVERY.map(onNothing), consequence);
  }
  if (traces) authorizer.note(actor, TRACING.map(onNothing), `The traces of ${name} are lost.`);
}
