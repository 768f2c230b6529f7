import { Duration, Validations } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { stageArns } from './stage-arns';
import { stageNames } from './stage-names';

/**
 * The queue of events that could not be delivered, and an alarm of the same name that is raised while it holds any.
 * The alarm notifies nobody by itself: a team hangs its own channel on it.
 */
export class DeadLetters extends Construct {
  readonly queue: sqs.Queue;

  constructor(scope: Construct, id: string, props: { readonly stage: string }) {
    super(scope, id);
    const name = stageNames(props.stage).deadLetterQueue;
    this.queue = new sqs.Queue(this, 'Queue', {
      queueName: name,
      // The longest that SQS keeps a message.
      retentionPeriod: Duration.days(14),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    Validations.of(this.queue).acknowledge({
      id: 'Serverless-SQSRedrivePolicy',
      reason: 'It is the dead-letter queue itself; people read it, not a consumer.',
    });
    // The rules of the workflow stacks are not referred to: any rule on the stage's bus may write here.
    this.queue.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'EventsThatCannotEnroll',
        actions: ['sqs:SendMessage'],
        principals: [new iam.ServicePrincipal('events.amazonaws.com')],
        resources: [this.queue.queueArn],
        conditions: { ArnLike: { 'aws:SourceArn': stageArns(props.stage).rules } },
      }),
    );
    new cloudwatch.Alarm(this, 'Alarm', {
      alarmName: name,
      alarmDescription: `Events of stage ${props.stage} could not be delivered: look into the queue ${name}`,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        statistic: 'Maximum',
        period: Duration.minutes(5),
      }),
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
  }
}
