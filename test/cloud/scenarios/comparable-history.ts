import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { ObservedRun } from './run-scenario';

/**
 * A run's history in the form in which two worlds must agree: what happened, in which state, with which values. What
 * only names a place or a time (account, region, execution, function, clock) is replaced by what it names. moto tells
 * twice of an expression of a task that failed.
 */
export function comparableHistory({
  history,
  name,
  workflow,
}: Pick<ObservedRun, 'history' | 'name' | 'workflow'>): unknown[] {
  return history
    .filter(({ type }, index) => type !== 'EvaluationFailed' || history[index - 1]?.type !== type)
    .map((event) => {
      const details = detailsOf(event);
      return { type: event.type, ...scrub(details, { [name]: `<run of ${workflow}>` }) };
    });
}

/** What of an event counts. */
function detailsOf(event: HistoryEvent): Record<string, unknown> {
  const entered = event.stateEnteredEventDetails;
  const exited = event.stateExitedEventDetails;
  const scheduled = event.taskScheduledEventDetails;
  const failed = event.taskFailedEventDetails ?? event.executionFailedEventDetails;
  if (entered) return { state: entered.name, input: json(entered.input) };
  if (exited) {
    return {
      state: exited.name,
      output: json(exited.output),
      assigned: Object.fromEntries(
        Object.entries(exited.assignedVariables ?? {}).map(([name, value]) => [name, json(value)]),
      ),
    };
  }
  if (scheduled) {
    const { resourceType, resource, parameters, timeoutInSeconds } = scheduled;
    return { resource: `${resourceType}:${resource}`, parameters: json(parameters), timeoutInSeconds };
  }
  // Causes are each implementation's own words, unless a function or our own compiler wrote them.
  if (failed) return { error: failed.error };
  if (event.executionSucceededEventDetails)
    return { output: json(event.executionSucceededEventDetails.output) };
  return {};
}

function json(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const places: readonly (readonly [RegExp, string])[] = [
  [/arn:aws:lambda:[^"]*:\d+$/g, '<version of a function>'],
  [/(arn:aws:[a-z]+:)[a-z0-9-]*:\d{12}:/g, '$1<region>:<account>:'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)/g, '<time>'],
  // EventBridge names the executions that it starts by two ids, ministack by one.
  [/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?:_[0-9a-f-]{36})?/g, '<uuid>'],
  // Task tokens: both implementations hold an id.
  [/^[A-Za-z0-9+/]{96}$/, '<uuid>'],
  [/^\d{12}$/, '<account>'],
  [/^[a-z]{2}-[a-z]+-\d$/, '<region>'],
  // Seconds and milliseconds since the epoch.
  [/^1[789]\d{8}(?:\d{3})?$/, '<time>'],
];

function scrub<T>(value: T, names: Readonly<Record<string, string>>): T {
  const walk = (one: unknown): unknown => {
    if (typeof one === 'string') {
      let text = one;
      for (const [name, label] of Object.entries(names)) text = text.replaceAll(name, label);
      for (const [pattern, label] of places) text = text.replace(pattern, label);
      return text;
    }
    if (Array.isArray(one)) return one.map(walk);
    if (typeof one === 'object' && one !== null)
      return Object.fromEntries(Object.entries(one).map(([key, entry]) => [key, walk(entry)]));
    return one;
  };
  return walk(value) as T;
}
