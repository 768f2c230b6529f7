import { RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { BundledCode } from '../bundler';
import { CallbackCompletion } from './callback-completion';
import { DeadLetters } from './dead-letters';
import { pinFeatureFlags } from './pinned-feature-flags';
import { RecordsTable } from './records-table';
import { RunStatus } from './run-status';
import { keepsData } from './stage';
import { stageNames } from './stage-names';
import { tagNames } from './tag-names';

/** What the runtime stack is made of. */
export interface RuntimeStackProps {
  readonly stage: string;
  readonly bundles: {
    /** `lambdas/run-status`. */
    readonly runStatus: BundledCode;
    /** `lambdas/sweep`. */
    readonly sweep: BundledCode;
    /** `lambdas/complete-callback`. */
    readonly completeCallback: BundledCode;
  };
}

/**
 * What all workflows of a stage share: the table, the event bus, the queue of dead letters, the two Lambdas that
 * keep the status of runs, and the one that completes their pauses. Workflow stacks know its things by their fixed names (`stageNames`).
 */
export class RuntimeStack extends Stack {
  constructor(scope: Construct, props: RuntimeStackProps) {
    const { stage, bundles } = props;
    const { runStatus, sweep, completeCallback } = bundles;
    const names = stageNames(stage);
    super(scope, 'runtime', {
      stackName: names.runtimeStack,
      description: `What all workflows of stage ${stage} share`,
      // Reporting adds a resource that is there from the CLI and missing from a synth in process.
      analyticsReporting: false,
    });
    pinFeatureFlags(this);
    new RecordsTable(this, 'Records', { stage });
    const bus = new events.EventBus(this, 'Events', {
      eventBusName: names.bus,
      description: `Events of stage ${stage}: those that enroll records, and those that workflows emit`,
    });
    bus.applyRemovalPolicy(keepsData(stage) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
    const { queue } = new DeadLetters(this, 'DeadLetters', { stage });
    new RunStatus(this, 'RunStatus', { stage, deadLetterQueue: queue, runStatus, sweep });
    new CallbackCompletion(this, 'CallbackCompletion', {
      stage,
      bus,
      deadLetterQueue: queue,
      completeCallback,
    });
    Tags.of(this).add(tagNames.stage, stage);
  }
}
