import type { TemplateObject } from './template';

/** Where a resource came from. */
export interface ResourceOrigin {
  readonly stack: string;
  readonly logicalId: string;
}

/** A DynamoDB table. */
export interface LocalTable extends ResourceOrigin {
  readonly name: string;
  readonly arn: string;
  /** CloudFormation's properties, which are CreateTable's input and `TimeToLiveSpecification` beside it. */
  readonly properties: TemplateObject;
}

/** An EventBridge bus. */
export interface LocalBus extends ResourceOrigin {
  readonly name: string;
  readonly arn: string;
}

/** What an EventBridge target receives in place of the event. At most one of the three is given. */
export interface LocalTargetInput {
  readonly input?: string;
  readonly inputPath?: string;
  readonly inputTransformer?: {
    readonly inputPathsMap: Readonly<Record<string, string>>;
    readonly inputTemplate: string;
  };
}

/** One target of a rule. */
export interface LocalTarget extends LocalTargetInput {
  readonly id: string;
  readonly arn: string;
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
  readonly deadLetterArn?: string;
  /** The role in which EventBridge calls the target; undefined for targets that say themselves who may call them. */
  readonly roleArn?: string;
}

/** An EventBridge rule: it has a pattern, a schedule, or both. */
export interface LocalRule extends ResourceOrigin {
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  readonly enabled: boolean;
  readonly eventPattern?: TemplateObject;
  /** `rate(…)` or `cron(…)`. */
  readonly scheduleExpression?: string;
  readonly targets: readonly LocalTarget[];
}

/** A Lambda function as `$LATEST` has it. */
export interface LocalFunction extends ResourceOrigin {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
  /** Such as `nodejs24.x`. */
  readonly runtime: string;
  readonly handler: string;
  /** Absolute. */
  readonly codeFolder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** MB. */
  readonly memorySize: number;
  readonly timeoutSeconds: number;
  readonly reservedConcurrency?: number;
  readonly roleArn: string;
  readonly logGroup: string;
  /** Tags that say to what it belongs. */
  readonly tags?: Readonly<Record<string, string>>;
  /** The queue that takes asynchronous events which the function failed on. */
  readonly deadLetterArn?: string;
}

/** A published version of a function. A template holds one configuration a function, so it is the function's. */
export interface LocalFunctionVersion extends ResourceOrigin {
  readonly functionArn: string;
  /** Digits. */
  readonly version: string;
  /** The qualified ARN. */
  readonly arn: string;
}

/** A Step Functions state machine. */
export interface LocalStateMachine extends ResourceOrigin {
  readonly name: string;
  readonly arn: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly definition: TemplateObject;
  readonly roleArn: string;
  /** Whether its executions are logged, and traced: its role must allow both. */
  readonly logs: boolean;
  readonly traces: boolean;
}

/** A CloudWatch log group. */
export interface LocalLogGroup extends ResourceOrigin {
  readonly name: string;
  readonly arn: string;
}

/** An SQS queue. */
export interface LocalQueue extends ResourceOrigin {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
}

/** A secret that a template declares; its value comes from the secrets file, as those that it does not declare. */
export interface LocalSecret extends ResourceOrigin {
  readonly name: string;
  readonly arn: string;
}

/** A policy that roles name by its ARN. */
export interface LocalManagedPolicy extends ResourceOrigin {
  readonly arn: string;
  readonly document: TemplateObject;
}

/** A function's permission for a service to invoke it. */
export interface LocalInvokePermission extends ResourceOrigin {
  /** The function, as it is named: by its name or an ARN, qualified or not. */
  readonly functionName: string;
  readonly action: string;
  readonly principal: string;
  readonly sourceArn?: string;
  readonly sourceAccount?: string;
}

/** The policy of queues. */
export interface LocalQueuePolicy extends ResourceOrigin {
  readonly queueUrls: readonly string[];
  readonly document: TemplateObject;
}

/** An IAM role with its policies as resolved, inline and attached. */
export interface LocalRole extends ResourceOrigin {
  readonly name: string;
  readonly arn: string;
  readonly trust: TemplateObject;
  readonly policies: readonly { readonly name: string; readonly document: TemplateObject }[];
  readonly managedPolicyArns: readonly string[];
}

/** Everything in an assembly that a local run runs, with concrete names. */
export interface LocalResources {
  readonly account: string;
  readonly region: string;
  readonly tables: readonly LocalTable[];
  readonly buses: readonly LocalBus[];
  readonly rules: readonly LocalRule[];
  readonly functions: readonly LocalFunction[];
  readonly versions: readonly LocalFunctionVersion[];
  readonly stateMachines: readonly LocalStateMachine[];
  readonly logGroups: readonly LocalLogGroup[];
  readonly queues: readonly LocalQueue[];
  readonly secrets: readonly LocalSecret[];
  readonly roles: readonly LocalRole[];
  readonly managedPolicies: readonly LocalManagedPolicy[];
  readonly invokePermissions: readonly LocalInvokePermission[];
  readonly queuePolicies: readonly LocalQueuePolicy[];
}
