import { Duration, RemovalPolicy, Tags, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { BundledCode } from '../bundler';
import type { CompiledAction } from '../compiler/compiled-workflow';
import { actionBundle, portalVariable, stageVariable } from '../workflow/action-contract';
import { acknowledgeNoTracing } from './acknowledge-no-tracing';
import { InlineRole } from './inline-role';
import { PublishedVersion } from './published-version';
import { secretArn } from './stage-arns';
import { StagedCode } from './staged-code';
import { tagNames } from './tag-names';

/** What an action's Lambda is made of. */
export interface ActionFunctionProps {
  readonly stage: string;
  readonly workflow: string;
  readonly action: CompiledAction;
  readonly bundle: BundledCode;
  /** HubSpot's id of the account, where actions ask for it: `event.origin.portalId`. */
  readonly portalId?: number | undefined;
}

/** How long an action's logs are kept, as HubSpot keeps them. */
const logRetention = logs.RetentionDays.THREE_MONTHS;

/** What the wrapper has to report in when the step's own time is up. */
const secondsToReport = 1;

/** "Lambda quotas": a function runs for 15 minutes at most. */
const longestTimeout = 900;

/**
 * A code step's Lambda, with a role and a log group of its own, and a published version that the state machine calls.
 *
 * An execution that waits in front of the step goes on with this version when a later deploy has changed or removed
 * the step, so all of it stays until `prune` finds that nothing needs it. For the same reason none of
 * it has a fixed name: one that stayed would block its successor.
 */
export class ActionFunction extends Construct {
  /** The version that executions of this deploy call. */
  readonly versionArn: string;
  /** What the state machine's role may invoke: every version, so that the role outlives a change of code. */
  readonly versionsArn: string;

  constructor(scope: Construct, id: string, props: ActionFunctionProps) {
    super(scope, id);
    const { stage, workflow, action, bundle, portalId } = props;
    const logGroup = new logs.LogGroup(this, 'Logs', {
      retention: logRetention,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const role = new InlineRole(this, 'Role', {
      stage,
      service: 'lambda.amazonaws.com',
      description: `Acts for the code step ${action.step} of the workflow ${workflow}.`,
      statements: statements(stage, action, logGroup),
      retained: true,
    });
    const handler = new lambda.Function(this, 'Function', {
      description: `${workflow}: ${action.title}`,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      handler: actionBundle.handler,
      code: new StagedCode(bundle),
      role: role.reference,
      memorySize: action.memory,
      timeout: Duration.seconds(
        Math.min(action.declaration.timeoutSeconds + secondsToReport, longestTimeout),
      ),
      environment: {
        [stageVariable]: stage,
        ...(portalId !== undefined && { [portalVariable]: String(portalId) }),
      },
      logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
    });
    handler.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    Validations.of(handler).acknowledge({
      id: 'Serverless-LambdaDLQ',
      reason:
        'The state machine invokes it synchronously; Lambda uses a dead-letter queue for asynchronous events only.',
    });
    acknowledgeNoTracing(handler);
    this.versionArn = new PublishedVersion(this, 'Version', handler).arn;
    this.versionsArn = `${handler.functionArn}:*`;
    Tags.of(this).add(tagNames.step, action.step);
  }
}

/** Its own log streams, and exactly the secrets that its step declares. */
function statements(stage: string, action: CompiledAction, logGroup: logs.LogGroup): iam.PolicyStatement[] {
  const { secrets } = action.declaration;
  const writeLogs = new iam.PolicyStatement({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logGroup.logGroupArn],
  });
  if (secrets.length === 0) return [writeLogs];
  return [
    writeLogs,
    new iam.PolicyStatement({
      actions: ['secretsmanager:GetSecretValue'],
      resources: [...secrets].sort().map((name) => secretArn(stage, name)),
    }),
  ];
}
