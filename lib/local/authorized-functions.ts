import type { LocalFunction } from './assembly/local-resources';
import type { Authorizer } from './authorization/authorizer';
import { actorOf, type FunctionActors } from './function-actors';
import type { GivenUpInvocation } from './lambda/async-invocations';
import type { LocalLambda } from './lambda/local-lambda';
import type { LocalQueues } from './queues/local-queues';

/** What runs functions. */
export type Invocations = Pick<LocalLambda, 'invoke'>;

/**
 * Functions whose role is asked for what Lambda does in it beside their code: write their logs, which every invocation
 * has. Without the grant AWS runs the function, and loses what it writes.
 */
export function loggedFunctions(
  inner: Invocations,
  authorizer: Authorizer,
  actors: FunctionActors,
): Invocations {
  return {
    invoke: async (functionName, payload, abandon) => {
      const result = await inner.invoke(functionName, payload, abandon);
      const fn = actors.functionNamed(functionName);
      if (fn) noteLogs(fn, authorizer);
      return result;
    },
  };
}

function noteLogs(fn: LocalFunction, authorizer: Authorizer): void {
  const [, , , region, account] = fn.arn.split(':');
  const resource = `arn:aws:logs:${region}:${account}:log-group:${fn.logGroup}:log-stream:${fn.name}`;
  const requests = ['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => ({ action, resource }));
  authorizer.note(actorOf(fn), requests, `Lambda loses what the function ${fn.name} writes.`);
}

/** Bytes of an error that a dead letter carries. */
const LONGEST_MESSAGE = 1024;

/**
 * Sends the events that a function failed on to its dead-letter queue, in the function's own role ("Adding a
 * dead-letter queue"). Without the grant AWS drops them.
 */
export function sendGivenUp(
  { functionName, payload, result, refusal }: GivenUpInvocation,
  actors: FunctionActors,
  authorizer: Authorizer,
  queues: LocalQueues,
): void {
  const fn = actors.functionNamed(functionName);
  if (fn?.deadLetterArn === undefined) return;
  const request = { action: 'sqs:SendMessage', resource: fn.deadLetterArn };
  const consequence = `Lambda loses the event that the function ${fn.name} failed on.`;
  if (!authorizer.note(actorOf(fn), [request], consequence)) return;
  queues.send(fn.deadLetterArn, {
    body: payload,
    attributes: {
      RequestID: result?.requestId ?? '',
      ErrorCode: String(refusal?.status ?? 200),
      ErrorMessage: (refusal?.message ?? errorMessageOf(result?.payload)).slice(0, LONGEST_MESSAGE),
    },
  });
}

function errorMessageOf(payload = ''): string {
  try {
    const { errorMessage } = JSON.parse(payload);
    return typeof errorMessage === 'string' ? errorMessage : payload;
  } catch {
    return payload;
  }
}
