import { RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { AccountName } from '../compiler/account-name';
import type { CompiledWorkflow } from '../compiler/compiled-workflow';
import { acknowledgeWildcard } from './acknowledge-wildcard';
import { InlineRole } from './inline-role';
import { nameByContent } from './name-by-content';
import { executionsArn, stageArns } from './stage-arns';
import { stageNames } from './stage-names';

/** What the role of a state machine is made of. */
export interface MachineRoleProps {
  readonly stage: string;
  readonly workflow: CompiledWorkflow;
  /** The functions of its actions, each with all of its versions: `<function>:*`. */
  readonly functionVersions: readonly string[];
}

/**
 * IAM takes 10,240 characters of inline policy a role and 6,144 a managed policy ("IAM and AWS STS quotas"). The ARN of
 * a function's versions is at most 129 of them, and what else stands in the inline policy stays under 2,000.
 */
const functionsInline = 60;
const functionsPerManagedPolicy = 40;

/** CloudWatch's log delivery and X-Ray: AWS defines no resource type for any of these. */
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
const tracing = [
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

/** All that a workflow's executions may do: what its steps need, its actions' functions, its logs and traces. */
export class MachineRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: MachineRoleProps) {
    super(scope, id);
    const { stage, workflow, functionVersions } = props;
    const inline = functionVersions.slice(0, functionsInline);
    const managed = chunks(functionVersions.slice(functionsInline), functionsPerManagedPolicy);
    const managedPolicies = managed.map((versions, index) => {
      const policy = new iam.CfnManagedPolicy(this, `Functions${index + 1}`, {
        path: stageNames(stage).rolePath,
        description: `More functions that executions of the workflow ${workflow.name} may invoke.`,
        policyDocument: new iam.PolicyDocument({ statements: [invoke(versions)] }),
      });
      policy.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
      nameByContent(policy);
      acknowledgeVersions(policy, versions);
      return policy;
    });
    const { resource } = new InlineRole(this, 'Resource', {
      stage,
      service: 'states.amazonaws.com',
      description: `Acts for executions of the workflow ${workflow.name}.`,
      statements: [
        ...statementsOf(stage, workflow),
        ...(inline.length > 0 ? [invoke(inline)] : []),
        new iam.PolicyStatement({ actions: logDelivery, resources: ['*'] }),
        new iam.PolicyStatement({ actions: tracing, resources: ['*'] }),
      ],
      managedPolicies,
      retained: true,
    });
    this.arn = resource.attrArn;

    acknowledgeVersions(resource, inline);
    acknowledgeWildcard(
      resource,
      '*',
      'Log delivery and X-Ray have no resource types in IAM (Service Authorization Reference).',
    );
    if (workflow.grants.some((grant) => grant.resource.kind === 'executions')) {
      acknowledgeWildcard(
        resource,
        executionsArn(stage, workflow.name),
        'Executions of this one workflow: which of them holds a record is known only when a run asks.',
      );
    }
  }
}

/** What its steps need; functions are granted with all of their versions, whatever the steps call. */
function statementsOf(stage: string, workflow: CompiledWorkflow): iam.PolicyStatement[] {
  return workflow.grants
    .filter(({ resource }) => resource.kind !== 'action')
    .map(
      ({ actions, resource }) =>
        new iam.PolicyStatement({
          actions: [...actions],
          resources: [grantArn(stage, workflow.name, resource)],
        }),
    );
}

function invoke(functionVersions: readonly string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [...functionVersions] });
}

function acknowledgeVersions(policy: Construct, functionVersions: readonly string[]): void {
  for (const versions of functionVersions) {
    acknowledgeWildcard(
      policy,
      versions,
      'Every version of this one function: executions that are under way call the one that they began with.',
    );
  }
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
      throw new Error(`A grant cannot name ${resource.kind}.`);
  }
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
