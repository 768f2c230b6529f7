import type { HistoryEvent, Json, JsonObject, Outcome } from '../../lib/local/states';
import type { MapPath } from './conformance-case';

/** What an interpreter did with a case: what is held against the recording. */
export interface Observation {
  outcome: Outcome;
  visits: ObservedVisit[];
  evaluationFailures: { state: string; error: string; location?: string; cause?: string }[];
  /** Where it asked for a task that the recording does not have, or not so. */
  taskProblems: string[];
}

export interface ObservedVisit {
  name: string;
  path: MapPath;
  input: Json;
  exited: boolean;
  output?: Json;
  assignedVariables?: JsonObject;
}

/** The visits that a history tells of, with the Map iterations they were in. */
export function visitsIn(history: readonly HistoryEvent[]): ObservedVisit[] {
  const visits: ObservedVisit[] = [];
  const paths = new Map<number, MapPath>([[0, []]]);
  for (const event of history) {
    const before = paths.get(event.previousEventId) ?? [];
    let path = before;
    const details = detailsOf(event);
    if (event.type === 'MapIterationStarted') {
      path = [...before, [String(details.name), Number(details.index)]];
    } else if (/^MapIteration(Succeeded|Failed|Aborted)$/.test(event.type)) {
      path = before.slice(0, -1);
    }
    paths.set(event.id, path);
    if (event.type.endsWith('StateEntered')) {
      visits.push({
        name: String(details.name),
        path,
        input: JSON.parse(String(details.input)),
        exited: false,
      });
    } else if (event.type.endsWith('StateExited')) {
      const key = JSON.stringify(path);
      const visit = visits.findLast(
        (v) => !v.exited && v.name === details.name && JSON.stringify(v.path) === key,
      );
      if (!visit) continue;
      visit.exited = true;
      visit.output = JSON.parse(String(details.output));
      const assigned = details.assignedVariables;
      if (typeof assigned === 'object' && assigned !== null && Object.keys(assigned).length > 0) {
        visit.assignedVariables = Object.fromEntries(
          Object.entries(assigned).map(([name, text]) => [name, JSON.parse(String(text))]),
        );
      }
    }
  }
  return visits;
}

/** The details of an event, whatever the key they stand under. */
export function detailsOf(event: HistoryEvent): Record<string, unknown> {
  const [details] = Object.entries(event).filter(([key]) => key.endsWith('EventDetails'));
  return details ? details[1] : {};
}
