import type { EventDetails, HistoryEvent } from '../states';
import { type NamedError, namedError } from './named-error';

/** One stay of an execution in a state. Times in milliseconds since the epoch. */
export interface StateVisit {
  readonly stateName: string;
  /** Ids of the events that it begins and ends with. */
  readonly firstEvent: number;
  lastEvent: number | undefined;
  /** By the execution's clock. */
  readonly enteredAt: number;
  exitedAt: number | undefined;
  /** By the machine's clock. */
  readonly reallyEnteredAt: number;
  reallyExitedAt: number | undefined;
  /** Milliseconds by the machine's clock between events between which the execution's clock moved: it waited then. */
  waitedMs: number;
  /** By both clocks, of the last event. */
  lastAt: { readonly time: number; readonly realTime: number };
  /** How often a task was begun. */
  attempts: number;
  /** Of the last attempt: `lambda:invoke`; undefined for states that call nothing. */
  resource: string | undefined;
  /** JSON text, of the last attempt. */
  parameters: string | undefined;
  /** Whether the last attempt has asked its service, and waits for somebody to end it. */
  isSubmitted: boolean;
  /** JSON text, of the attempt that succeeded. */
  result: string | undefined;
  /** Of the last attempt, if it failed. */
  error: NamedError | undefined;
  /** JSON texts of the variables that it assigned. */
  assigned: Readonly<Record<string, string>>;
}

/**
 * The visits of an execution's history, in the order in which states were entered.
 *
 * @param realTimes the machine's time at each event
 */
export function stateVisits(history: readonly HistoryEvent[], realTimes: readonly number[]): StateVisit[] {
  const visits: StateVisit[] = [];
  /** The visit that each event belongs to, by the event's id. */
  const visitOf = new Map<number, StateVisit>();
  history.forEach((event, at) => {
    const visit = event.type.endsWith('StateEntered')
      ? enter(event, realTimes[at] ?? event.timestamp.getTime(), visits)
      : visitOf.get(event.previousEventId);
    if (!visit) return;
    visitOf.set(event.id, visit);
    note(visit, event, realTimes[at] ?? event.timestamp.getTime());
  });
  return visits;
}

function enter(event: HistoryEvent, realTime: number, visits: StateVisit[]): StateVisit {
  const visit: StateVisit = {
    stateName: String(event.stateEnteredEventDetails?.name),
    firstEvent: event.id,
    lastEvent: undefined,
    enteredAt: event.timestamp.getTime(),
    exitedAt: undefined,
    reallyEnteredAt: realTime,
    reallyExitedAt: undefined,
    waitedMs: 0,
    lastAt: { time: event.timestamp.getTime(), realTime },
    attempts: 0,
    resource: undefined,
    parameters: undefined,
    isSubmitted: false,
    result: undefined,
    error: undefined,
    assigned: {},
  };
  visits.push(visit);
  return visit;
}

/** What an event says about the visit that it belongs to. */
function note(visit: StateVisit, event: HistoryEvent, realTime: number): void {
  const details = detailsOf(event);
  const time = event.timestamp.getTime();
  if (time > visit.lastAt.time) visit.waitedMs += realTime - visit.lastAt.realTime;
  visit.lastAt = { time, realTime };
  if (event.type === 'TaskScheduled') {
    visit.attempts++;
    visit.resource = `${details.resourceType}:${details.resource}`;
    visit.parameters = String(details.parameters);
    visit.isSubmitted = false;
    visit.error = undefined;
  } else if (event.type === 'TaskSubmitted') {
    visit.isSubmitted = true;
  } else if (event.type === 'TaskSucceeded') {
    visit.result = String(details.output);
  } else if (event.type.endsWith('StateExited') && details.name === visit.stateName) {
    visit.lastEvent = event.id;
    visit.exitedAt = event.timestamp.getTime();
    visit.reallyExitedAt = realTime;
    visit.assigned = textsOf(details.assignedVariables);
  } else if (/Failed$|TimedOut$/.test(event.type) && !event.type.startsWith('Execution')) {
    visit.error = namedError(details.error, details.cause);
  }
}

/** An event has one set of details at most, under a key named after its type. */
function detailsOf(event: HistoryEvent): EventDetails {
  for (const [key, value] of Object.entries(event)) {
    if (key.endsWith('EventDetails') && typeof value === 'object' && value !== null) return { ...value };
  }
  return {};
}

function textsOf(variables: unknown): Record<string, string> {
  if (typeof variables !== 'object' || variables === null) return {};
  return Object.fromEntries(Object.entries(variables).map(([name, text]) => [name, String(text)]));
}
