import { Aws, Fn, RemovalPolicy } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { type AccountName, serializeDefinition } from '../compiler';
import type { CompiledWorkflow } from '../compiler/compiled-workflow';
import type { ActionFunction } from './action-function';
import { MachineRole } from './machine-role';
import { stageNames, workflowResourceName } from './stage-names';

/** What a workflow's state machine is made of. */
export interface WorkflowMachineProps {
  readonly stage: string;
  readonly workflow: CompiledWorkflow;
  /** By step. */
  readonly actions: ReadonlyMap<string, ActionFunction>;
}

/** The state machine of a workflow, with its role and its log group. */
export class WorkflowMachine extends Construct {
  readonly resource: sfn.CfnStateMachine;
  /** The definition as JSON text, in which only tokens stand for what the account knows. */
  readonly definition: string;

  constructor(scope: Construct, id: string, props: WorkflowMachineProps) {
    super(scope, id);
    const { stage, workflow, actions } = props;
    const name = workflowResourceName(stage, workflow.name);
    const logGroup = new logs.LogGroup(this, 'Logs', {
      // Only names under /aws/vendedlogs/ stay out of a resource policy that has room for some forty log groups. The
      // end of the stack's id makes it another name when a stack of the same name follows one whose logs were kept.
      logGroupName: `/aws/vendedlogs/states/${name}-${lastPartOfStackId()}`,
      retention: logs.RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const role = new MachineRole(this, 'Role', {
      stage,
      workflow,
      // By name: steps that only change places change no permission.
      functionVersions: [...actions].sort(byStep).map(([, { versionsArn }]) => versionsArn),
    });
    this.definition = serializeDefinition(workflow.definition, (mark) => accountValue(stage, actions, mark), {
      partition: Aws.PARTITION,
    });
    this.resource = new sfn.CfnStateMachine(this, 'Resource', {
      stateMachineName: name,
      stateMachineType: 'STANDARD',
      definitionString: this.definition,
      roleArn: role.arn,
      loggingConfiguration: {
        // Each event, but no data: a run's data is in its history for ninety days, for those who may read that.
        level: 'ALL',
        includeExecutionData: false,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: logGroup.logGroupArn } }],
      },
      tracingConfiguration: { enabled: true },
    });
  }
}

function byStep([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : 1;
}

/** What stands in a definition for a mark. */
function accountValue(
  stage: string,
  actions: ReadonlyMap<string, ActionFunction>,
  mark: AccountName,
): string {
  switch (mark.kind) {
    case 'table':
      return stageNames(stage).table;
    case 'bus':
      return stageNames(stage).bus;
    case 'stage':
      return stage;
    case 'action': {
      const action = actions.get(mark.step ?? '');
      if (action === undefined) throw new Error(`The step ${mark.step} has no action to call.`);
      return action.versionArn;
    }
    case 'executions':
      throw new Error('The executions of a workflow are a resource of a grant, not a value in a definition.');
  }
}

/** `arn:…:stack/<name>/<uuid>`: the last twelve characters of the uuid. */
function lastPartOfStackId(): string {
  return Fn.select(4, Fn.split('-', Fn.select(2, Fn.split('/', Aws.STACK_ID))));
}
