import * as iam from 'aws-cdk-lib/aws-iam';
import type { AccountName } from '../compiler/account-name';
import type { CompiledWorkflow } from '../compiler/compiled-workflow';
import { executionsArn, stageArns } from './stage-arns';

/** CloudWatch's log delivery: AWS defines no resource type for any of these. */
const logDelivery = [
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
];

/** X-Ray: AWS defines no resource type for these either. */
const tracing = [
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

/**
 * All that a workflow's executions may do: what its steps need, its actions' functions, its logs and traces.
 *
 * @param functionVersions what may be invoked, each `<function>:*`
 */
export function machineStatements(
  stage: string,
  workflow: CompiledWorkflow,
  functionVersions: readonly string[],
): iam.PolicyStatement[] {
  const statements = workflow.grants
    .filter(({ resource }) => resource.kind !== 'action')
    .map(
      ({ actions, resource }) =>
        new iam.PolicyStatement({
          actions: [...actions],
          resources: [grantArn(stage, workflow.name, resource)],
        }),
    );
  if (functionVersions.length > 0) {
    statements.push(
      new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [...functionVersions] }),
    );
  }
  statements.push(
    new iam.PolicyStatement({ actions: logDelivery, resources: ['*'] }),
    new iam.PolicyStatement({ actions: tracing, resources: ['*'] }),
  );
  return statements;
}

function grantArn(stage: string, workflow: string, resource: AccountName): string {
  switch (resource.kind) {
    case 'table':
      return stageArns(stage).table;
    case 'bus':
      return stageArns(stage).bus;
    case 'executions':
      return executionsArn(stage, workflow);
    default:
      throw new Error(`A grant cannot name ${resource.kind}: that is a value, and not a resource.`);
  }
}
