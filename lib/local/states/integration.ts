import type { Json } from './json';

/** How a Task state works with its service: "Discover service integration patterns in Step Functions". */
export type IntegrationPattern = 'request-response' | 'sync' | 'waitForTaskToken';

/** What a Task state's `Resource` says. */
export interface TaskResource {
  /** As written in the definition. */
  resource: string;
  /**
   * The service: `lambda`, `dynamodb`, `aws-sdk:dynamodb`, `events`, …; `activity` for an activity, and
   * `lambda-function` for a function's own ARN, whose payload and result are the state's, unwrapped.
   */
  service: string;
  /** The API action, such as `invoke`; the function's ARN or the activity's ARN for those two. */
  action: string;
  pattern: IntegrationPattern;
  /** What stands behind `.sync`: `2` in `.sync:2`, whose result has `Output` as JSON, not as text. */
  syncVersion?: 2;
}

/** One call that a Task state makes. */
export interface IntegrationCall extends TaskResource {
  /** The service's arguments: evaluated `Arguments`, or after `InputPath` and `Parameters`. Not to be changed. */
  arguments: Json;
  stateName: string;
  executionArn: string;
  /** 0 for the first attempt, then counted up by `Retry`. */
  attempt: number;
  /** Evaluated `Credentials`. */
  credentials?: Json;
  /** The token that was given out, in `waitForTaskToken`; the call's own result is dropped then. */
  taskToken?: string;
  /** Evaluated `TimeoutSeconds` and `HeartbeatSeconds`; the interpreter itself sees to them. */
  timeoutSeconds?: number;
  heartbeatSeconds?: number;
  /** The enclosing Map iterations, the outermost first. */
  path: [mapStateName: string, index: number][];
  /** Aborts when the result is no longer wanted: a time-out, a failed sibling, a stopped execution. */
  signal: AbortSignal;
}

/** The services behind Task states, given by the caller. */
export interface Integrations {
  /**
   * Carries out one call and gives its result as the real integration would: upper-case keys, `Payload` and
   * `StatusCode`, typed DynamoDB attributes. With `sync` it gives the finished job. What it gives is not to be changed
   * afterwards.
   *
   * @throws IntegrationError for a failure that `Retry` and `Catch` see; any other rejection is taken as
   *   `States.TaskFailed` with its message
   */
  invoke(call: IntegrationCall): Promise<unknown>;
}

/** A task's failure, as its integration names it: `Lambda.TooManyRequestsException`, `DynamoDb.…`, a thrown error's name. */
export class IntegrationError extends Error {
  /**
   * @param name the error name
   * @param causeText what happened, often as JSON text
   */
  constructor(
    override readonly name: string,
    readonly causeText?: string,
  ) {
    super(causeText ?? name);
  }
}

const INTEGRATION =
  /^arn:[^:]+:states:[^:]*:[^:]*:(?<task>(?:aws-sdk:)?[^:.]+:[^:.]+)(?:\.(?<pattern>sync(?::2)?|waitForTaskToken))?$/;
const ACTIVITY = /^arn:[^:]+:states:[^:]+:[^:]+:activity:.+$/;
const FUNCTION = /^arn:[^:]+:lambda:[^:]*:[^:]*:function:.+$/;

/** Reads a Task state's `Resource`; undefined when it names no kind of task. */
export function parseResource(resource: string): TaskResource | undefined {
  if (FUNCTION.test(resource)) {
    return { resource, service: 'lambda-function', action: resource, pattern: 'request-response' };
  }
  if (ACTIVITY.test(resource)) {
    return { resource, service: 'activity', action: resource, pattern: 'request-response' };
  }
  const { task, pattern } = INTEGRATION.exec(resource)?.groups ?? {};
  if (!task) return undefined;
  const at = task.lastIndexOf(':');
  const parsed: TaskResource = {
    resource,
    service: task.slice(0, at),
    action: task.slice(at + 1),
    pattern: pattern?.startsWith('sync') ? 'sync' : pattern ? 'waitForTaskToken' : 'request-response',
  };
  if (pattern === 'sync:2') parsed.syncVersion = 2;
  return parsed;
}
