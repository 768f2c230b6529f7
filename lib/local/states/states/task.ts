import { prepareAttempts } from '../attempts';
import { type IntegrationCall, IntegrationError, parseResource, type TaskResource } from '../integration';
import { checkArguments } from '../integration-arguments';
import { isJson, type Json } from '../json';
import { payloadText } from '../limits';
import { nestingFailure } from '../nesting-failure';
import type { Place, Preparation } from '../preparation';
import { StateError } from '../state-error';
import { TaskEvents } from '../task-events';
import type { TaskTokenWait } from '../task-tokens';
import type { Transition, Visit } from '../visit';

/** "Task workflow state": has a service do work, by itself or until someone returns its token. */
export function prepareTask(preparation: Preparation): (visit: Visit) => Promise<Transition> {
  const { definition, place, data } = preparation;
  const written = place.at('Resource').text(definition.Resource);
  const resource = parseResource(written);
  if (!resource && written !== '') {
    place.at('Resource').problem(`'${written}' names no service integration, Lambda function or activity`);
  }
  const timeout = data.number('TimeoutSeconds', 'seconds at most');
  const heartbeat = data.number('HeartbeatSeconds', 'seconds at most');
  checkLimits(definition, place);
  const credentials = data.value('Credentials');

  return prepareAttempts(preparation, async (visit) => {
    if (!resource) throw new Error('No resource in a checked definition');
    const waits = resource.pattern === 'waitForTaskToken' || resource.service === 'activity';
    // The context object has a token in .sync too (recorded from AWS), though nobody waits for it.
    const opened = waits || resource.pattern === 'sync' ? visit.execution.taskTokens.open() : undefined;
    visit.taskToken = resource.service === 'activity' ? undefined : opened?.token;
    try {
      const call = makeCall(resource, visit, data.arguments(visit), opened?.token);
      if (timeout) call.timeoutSeconds = timeout(visit);
      if (heartbeat) call.heartbeatSeconds = heartbeat(visit);
      if (credentials) call.credentials = credentials(visit);
      checkArguments(call, visit);
      return await runTask(call, visit, waits ? opened?.wait : undefined);
    } finally {
      opened?.wait.close();
    }
  });
}

/** "The HeartbeatSeconds value must be less than TimeoutSeconds": "Task workflow state". Expressions are not known yet. */
function checkLimits(
  { TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat }: Preparation['definition'],
  place: Place,
): void {
  if (typeof timeout === 'number' && typeof heartbeat === 'number' && heartbeat >= timeout) {
    place.at('HeartbeatSeconds').problem('must be less than TimeoutSeconds');
  }
}

function makeCall(
  resource: TaskResource,
  visit: Visit,
  given: Json,
  taskToken: string | undefined,
): IntegrationCall {
  const call: IntegrationCall = {
    resource: resource.resource,
    service: resource.service,
    action: resource.action,
    pattern: resource.pattern,
    arguments: given,
    stateName: visit.stateName,
    executionArn: visit.execution.executionArn,
    attempt: visit.retryCount,
    path: visit.flow.path,
    signal: visit.signal,
  };
  if (resource.syncVersion !== undefined) call.syncVersion = resource.syncVersion;
  if (taskToken !== undefined) call.taskToken = taskToken;
  return call;
}

/** One attempt, told in events. */
async function runTask(call: IntegrationCall, visit: Visit, wait: TaskTokenWait | undefined): Promise<Json> {
  const events = new TaskEvents(call, visit);
  events.scheduled();
  events.started();
  const isLimited = call.timeoutSeconds !== undefined || (call.heartbeatSeconds !== undefined && wait);
  // Only a task with a limit can be over before its branch is, and needs a signal of its own.
  const own = isLimited ? linkedTo(visit.signal) : undefined;
  if (own) call.signal = own.signal;
  try {
    const result = await Promise.race([
      carryOut(call, visit, wait, events),
      aborted(call.signal),
      ...timeLimits(call, visit, wait),
    ]);
    const text = payloadText(
      result,
      call.service === 'lambda-function' ? call.resource : call.service,
      false,
    );
    events.succeeded(text);
    return result;
  } catch (thrown) {
    visit.signal.throwIfAborted();
    const error = asStateError(thrown);
    events.failed(error);
    throw error;
  } finally {
    own?.end();
  }
}

const TASK_IS_OVER = new Error('The task is over');

/** A signal that aborts when another does, or at its own end. */
function linkedTo(outer: AbortSignal): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  const abort = () => controller.abort(outer.reason);
  if (outer.aborted) abort();
  outer.addEventListener('abort', abort, { once: true });
  return {
    signal: controller.signal,
    end: () => {
      outer.removeEventListener('abort', abort);
      controller.abort(TASK_IS_OVER);
    },
  };
}

const abortions = new WeakMap<AbortSignal, Promise<never>>();

/** Rejects when the signal aborts, so that a service that takes no notice holds nothing up; one for each signal. */
function aborted(signal: AbortSignal): Promise<never> {
  const known = abortions.get(signal);
  if (known) return known;
  const promise = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  promise.catch(() => {});
  abortions.set(signal, promise);
  return promise;
}

/** The call itself, then the token's return where one was given out. */
async function carryOut(
  call: IntegrationCall,
  visit: Visit,
  wait: TaskTokenWait | undefined,
  events: TaskEvents,
): Promise<Json> {
  const { clock, integrations } = visit.execution;
  const invoked = clock.during(integrations.invoke(call)).then(asJson);
  if (!wait) {
    if (call.pattern !== 'sync') return invoked;
    const result = await invoked;
    call.signal.throwIfAborted();
    events.submitted(result);
    return result;
  }
  if (call.service === 'activity') return Promise.race([wait.outcome, invoked]);
  const submitted = await invoked;
  call.signal.throwIfAborted();
  events.submitted(submitted);
  return wait.outcome;
}

/** Promises that reject when the task, or its next heartbeat, took too long. */
function timeLimits(call: IntegrationCall, visit: Visit, wait: TaskTokenWait | undefined): Promise<never>[] {
  const { signal } = call;
  const { clock } = visit.execution;
  const limits: Promise<never>[] = [];
  const { timeoutSeconds, heartbeatSeconds } = call;
  const outside = wait !== undefined;
  if (timeoutSeconds !== undefined) {
    limits.push(
      clock.sleepUntil(clock.now() + timeoutSeconds * 1000, signal, { outside }).then(() => {
        throw new StateError('States.Timeout', undefined);
      }),
    );
  }
  if (heartbeatSeconds !== undefined && wait) {
    limits.push(
      (async () => {
        let due = clock.now() + heartbeatSeconds * 1000;
        wait.onHeartbeat(() => {
          due = clock.now() + heartbeatSeconds * 1000;
        });
        while (clock.now() < due) await clock.sleepUntil(due, signal, { outside });
        throw new StateError('States.Timeout', undefined, { isHeartbeat: true });
      })(),
    );
  }
  for (const limit of limits) limit.catch(() => {});
  return limits;
}

/** What an integration gave, as the JSON it would have been on the wire. */
function asJson(result: unknown): Json {
  if (result === undefined) return null;
  if (isJson(result)) return result;
  const text = JSON.stringify(result);
  return text === undefined ? null : JSON.parse(text);
}

function asStateError(thrown: unknown): StateError {
  if (thrown instanceof StateError) return thrown;
  if (thrown instanceof IntegrationError) return new StateError(thrown.name, thrown.causeText);
  const failure = nestingFailure(thrown);
  if (failure) return new StateError('States.TaskFailed', failure.causeText);
  return new StateError('States.TaskFailed', thrown instanceof Error ? thrown.message : String(thrown));
}
