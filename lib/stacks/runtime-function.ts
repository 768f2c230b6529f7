import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { BundledCode } from '../bundler';
import { stageVariable } from '../workflow/action-contract';
import { acknowledgeNoTracing } from './acknowledge-no-tracing';
import { InlineRole } from './inline-role';
import { StagedCode } from './staged-code';

/** What one of our own Lambdas is made of. */
export interface RuntimeFunctionProps {
  readonly stage: string;
  readonly description: string;
  readonly bundle: BundledCode;
  readonly timeout: Duration;
  /** MB. */
  readonly memory: number;
  /** What it may do beyond writing its logs and its dead letters. */
  readonly statements: readonly iam.PolicyStatement[];
  /** Takes the events that it failed on. */
  readonly deadLetterQueue: IQueue;
}

/** One of our own Lambdas in the runtime stack. No execution can reach it, so a deploy changes it in place. */
export class RuntimeFunction extends Construct {
  readonly function: lambda.Function;
  readonly role: InlineRole;

  constructor(scope: Construct, id: string, props: RuntimeFunctionProps) {
    super(scope, id);
    const { stage, description, bundle, timeout, memory, deadLetterQueue } = props;
    const logGroup = new logs.LogGroup(this, 'Logs', {
      retention: logs.RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new InlineRole(this, 'Role', {
      stage,
      service: 'lambda.amazonaws.com',
      description,
      statements: [
        new iam.PolicyStatement({
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [logGroup.logGroupArn],
        }),
        new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetterQueue.queueArn] }),
        ...props.statements,
      ],
      retained: false,
    });
    this.function = new lambda.Function(this, 'Function', {
      description,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      handler: 'index.handler',
      code: new StagedCode(bundle),
      role: this.role.reference,
      memorySize: memory,
      timeout,
      environment: { [stageVariable]: stage },
      logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      deadLetterQueue,
    });
    acknowledgeNoTracing(this.function);
  }
}
