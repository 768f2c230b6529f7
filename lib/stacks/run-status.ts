import { Duration, Validations } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { BundledCode } from '../bundler';
import { acknowledgeWildcard } from './acknowledge-wildcard';
import { RuntimeFunction } from './runtime-function';
import { stageArns } from './stage-arns';

/** What keeps the status of runs is made of. */
export interface RunStatusProps {
  readonly stage: string;
  readonly deadLetterQueue: IQueue;
  /** `lambdas/run-status`. */
  readonly runStatus: BundledCode;
  /** `lambdas/sweep`. */
  readonly sweep: BundledCode;
}

/** Why the executions that are asked about are named by a wildcard. */
const anyWorkflow =
  'Executions of any workflow of this one stage: which workflows there are is known only after the runtime is deployed.';

/** Why the sweep's role has a bare `*`. */
const listsMachines =
  'ListStateMachines acts on no resource ("Creating granular permissions for non-admin users in Step Functions").';

/**
 * Keeps the status of runs and markers (docs/data-model.md): from each status change of an execution, and, since such an
 * event can be lost, from a nightly look at all runs that are said to be running.
 */
export class RunStatus extends Construct {
  constructor(scope: Construct, id: string, props: RunStatusProps) {
    super(scope, id);
    const { stage, deadLetterQueue } = props;
    const arns = stageArns(stage);
    const target = { deadLetterQueue, maxEventAge: Duration.hours(24), retryAttempts: 185 };

    // A transaction of updates is allowed by what it does ("Using IAM with DynamoDB transactions").
    const writeStatus = new iam.PolicyStatement({
      actions: ['dynamodb:UpdateItem'],
      resources: [arns.table],
    });
    const describeExecutions = new iam.PolicyStatement({
      actions: ['states:DescribeExecution'],
      resources: [arns.executions],
    });

    const onChange = new RuntimeFunction(this, 'OnChange', {
      stage,
      description: 'Writes the status of runs as executions change it.',
      bundle: props.runStatus,
      timeout: Duration.seconds(30),
      memory: 256,
      statements: [writeStatus, describeExecutions],
      deadLetterQueue,
    });
    acknowledgeWildcard(onChange.role.resource, arns.executions, anyWorkflow);
    new events.Rule(this, 'StatusChange', {
      description: `Executions of stage ${stage} start, end or are redriven.`,
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: { stateMachineArn: [{ prefix: arns.stateMachinePrefix }] },
      },
      targets: [new targets.LambdaFunction(onChange.function, target)],
    });

    const sweep = new RuntimeFunction(this, 'Sweep', {
      stage,
      description: 'Finds runs that are said to be running and have ended, and writes their status.',
      bundle: props.sweep,
      timeout: Duration.minutes(15),
      // The names of a million executions that run, the quota of an account, take 200 MB.
      memory: 1024,
      statements: [
        new iam.PolicyStatement({ actions: ['dynamodb:Query'], resources: [arns.runsByStatus] }),
        new iam.PolicyStatement({ actions: ['states:ListStateMachines'], resources: ['*'] }),
        new iam.PolicyStatement({ actions: ['states:ListExecutions'], resources: [arns.stateMachines] }),
        writeStatus,
        describeExecutions,
      ],
      deadLetterQueue,
    });
    acknowledgeWildcard(sweep.role.resource, arns.executions, anyWorkflow);
    acknowledgeWildcard(sweep.role.resource, arns.stateMachines, anyWorkflow);
    acknowledgeWildcard(sweep.role.resource, '*', listsMachines);
    Validations.of(sweep.role.resource).acknowledge({
      id: 'Serverless-LambdaStarPermissions',
      reason: listsMachines,
    });
    new events.Rule(this, 'Nightly', {
      description: `Sweeps the runs of stage ${stage}.`,
      schedule: events.Schedule.cron({ hour: '2', minute: '17' }),
      targets: [new targets.LambdaFunction(sweep.function, target)],
    });
  }
}
