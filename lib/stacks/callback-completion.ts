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

/** What completes pauses is made of. */
export interface CallbackCompletionProps {
  readonly stage: string;
  readonly bus: events.IEventBusRef;
  readonly deadLetterQueue: IQueue;
  /** `lambdas/complete-callback`. */
  readonly completeCallback: BundledCode;
}

/** The name of the event that completes pauses (docs/events.md). */
export const completionEvent = 'callback.complete';

/**
 * Why its role has a bare `*`. "Actions, resources, and condition keys for AWS Step Functions" (Service Authorization
 * Reference) names no resource type for SendTaskSuccess, and says that such an action must be granted on `*`. The CDK's
 * `grantTaskResponse` grants it on a state machine, and AWS has named one where it refused (NOAA-OWP/hydrovis#837); but
 * others report that such a grant was refused, and a pause that nobody can end costs more than this narrowing gains:
 * whoever calls it must hold the task's token, and only this role may read tokens.
 */
const sendsResults =
  'SendTaskSuccess acts on no resource: whoever has a token may end its task (Service Authorization Reference).';

/** Completes the pauses that events on the stage's bus name (docs/events.md). */
export class CallbackCompletion extends Construct {
  constructor(scope: Construct, id: string, props: CallbackCompletionProps) {
    super(scope, id);
    const { stage, bus, deadLetterQueue } = props;
    const onComplete = new RuntimeFunction(this, 'OnComplete', {
      stage,
      description: 'Completes the pauses of runs that events name.',
      bundle: props.completeCallback,
      timeout: Duration.seconds(30),
      memory: 256,
      statements: [
        new iam.PolicyStatement({ actions: ['dynamodb:UpdateItem'], resources: [stageArns(stage).table] }),
        new iam.PolicyStatement({ actions: ['states:SendTaskSuccess'], resources: ['*'] }),
      ],
      deadLetterQueue,
    });
    acknowledgeWildcard(onComplete.role.resource, '*', sendsResults);
    Validations.of(onComplete.role.resource).acknowledge({
      id: 'Serverless-LambdaStarPermissions',
      reason: sendsResults,
    });
    new events.Rule(this, 'Complete', {
      description: `Somebody completes pauses of runs of stage ${stage}.`,
      eventBus: bus,
      eventPattern: { detailType: [completionEvent] },
      targets: [
        new targets.LambdaFunction(onComplete.function, {
          deadLetterQueue,
          maxEventAge: Duration.hours(24),
          retryAttempts: 185,
        }),
      ],
    });
  }
}
