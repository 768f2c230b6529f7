import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { EventPattern } from '../compiler/compiled-workflow';
import { InlineRole } from './inline-role';
import { stageArns, stateMachineArn } from './stage-arns';
import { stageNames } from './stage-names';

/** What enrolls records into one workflow. */
export interface EnrollmentRulesProps {
  readonly stage: string;
  readonly workflow: string;
  /** One for each trigger. */
  readonly patterns: readonly EventPattern[];
}

/** EventBridge tries for a day, its longest, and as often as it can: an event that enrolls must not be lost. */
const retryPolicy = { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 };

/**
 * A rule on the stage's bus for each trigger, which starts the workflow's machine with the event as its input. What
 * cannot be delivered goes to the stage's dead-letter queue.
 *
 * The machine is named, not referred to: it is created after its rules.
 */
export class EnrollmentRules extends Construct {
  constructor(scope: Construct, id: string, props: EnrollmentRulesProps) {
    super(scope, id);
    const { stage, workflow, patterns } = props;
    const machine = stateMachineArn(stage, workflow);
    const role = new InlineRole(this, 'Role', {
      stage,
      service: 'events.amazonaws.com',
      description: `Starts executions of the workflow ${workflow}.`,
      statements: [new iam.PolicyStatement({ actions: ['states:StartExecution'], resources: [machine] })],
      retained: false,
    });
    for (const [index, eventPattern] of patterns.entries()) {
      new events.CfnRule(this, `Trigger${index + 1}`, {
        description: `Enrolls records into the workflow ${workflow}.`,
        eventBusName: stageNames(stage).bus,
        eventPattern,
        state: 'ENABLED',
        targets: [
          {
            id: 'workflow',
            arn: machine,
            roleArn: role.resource.attrArn,
            retryPolicy,
            deadLetterConfig: { arn: stageArns(stage).deadLetterQueue },
          },
        ],
      });
    }
  }
}
