import type { Json } from '../../lib/local/states';
import type { ConformanceCase, RecordedVisit } from './conformance-case';
import type { Observation, ObservedVisit } from './observation';

/** Everything in which an observation differs from the recording; empty when the case passes. */
export function differences(recorded: ConformanceCase, observed: Observation): string[] {
  return [
    ...outcomeDifferences(recorded, observed),
    ...observed.taskProblems,
    ...visitDifferences(recorded, observed.visits),
    ...evaluationDifferences(recorded, observed),
  ];
}

/** Whether the wording of a cause that AWS itself wrote is the same too; undefined where there is none. */
export function sameWording(
  { expected, masked = [] }: ConformanceCase,
  { outcome }: Observation,
): boolean | undefined {
  if (expected.causeFrom !== 'service' || expected.cause === undefined) return undefined;
  return outcome.cause !== undefined && matchesText(expected.cause, outcome.cause, masked);
}

/** Whether the final status and output, or error, alone are right: what a weaker suite would look at. */
export function sameOutcome(recorded: ConformanceCase, observed: Observation): boolean {
  return outcomeDifferences(recorded, observed).length === 0;
}

function outcomeDifferences({ expected, masked = [] }: ConformanceCase, { outcome }: Observation): string[] {
  if (outcome.status !== expected.status) {
    return [`status ${show(outcome.status)} (${outcome.error}: ${outcome.cause}), not ${expected.status}`];
  }
  const found: string[] = [];
  if (expected.status === 'SUCCEEDED' && !matchesTop(expected.output, outcome.output, masked)) {
    found.push(`output ${show(outcome.output)}, not ${show(expected.output)}`);
  }
  if (expected.error !== outcome.error) found.push(`error ${outcome.error}, not ${expected.error}`);
  if (expected.causeFrom !== 'service' && !matchesCause(expected, outcome.cause, masked)) {
    found.push(`cause ${outcome.cause}, not ${expected.cause}`);
  }
  return found;
}

function matchesCause(
  expected: ConformanceCase['expected'],
  cause: string | undefined,
  masked: string[],
): boolean {
  if (expected.cause === undefined || cause === undefined) return expected.cause === cause;
  if (expected.causeFormat === 'json') return matchesJson(parse(expected.cause), parse(cause), masked);
  return matchesText(expected.cause, cause, masked);
}

/**
 * Visits are compared in order, state by state: between branches and iterations the order is not significant, within
 * one of them each state's visits are. Without Parallel or Map the order of all states is.
 */
function visitDifferences(recorded: ConformanceCase, visits: ObservedVisit[]): string[] {
  const { states, masked = [], stateTypes } = recorded;
  const unordered = recorded.unordered === true || (recorded.unpairedExits ?? 0) > 0;
  if (states.length === 0) return [];
  const found: string[] = [];
  if (!stateTypes.includes('Parallel') && !stateTypes.includes('Map')) {
    const order = (names: { name: string }[]) => names.map(({ name }) => name).join(', ');
    if (order(states) !== order(visits)) return [`states ${order(visits)}, not ${order(states)}`];
  }
  const left = [...visits];
  for (const expected of states) {
    const samePlace = (v: ObservedVisit) =>
      v.name === expected.name && JSON.stringify(v.path) === JSON.stringify(expected.path ?? []);
    const matchesVisit = (v: ObservedVisit) => visitProblem(expected, v, masked, unordered) === undefined;
    const index = left.findIndex((v) => samePlace(v) && (!unordered || matchesVisit(v)));
    const at = index >= 0 ? index : left.findIndex(samePlace);
    const visit = left[at];
    if (!visit) {
      found.push(`state '${expected.name}' was not entered${where(expected)}`);
      continue;
    }
    left.splice(at, 1);
    const problem = visitProblem(expected, visit, masked, unordered);
    if (problem) found.push(`state '${expected.name}'${where(expected)}: ${problem}`);
  }
  for (const visit of left) found.push(`state '${visit.name}' was entered, which was not recorded`);
  return found;
}

function where({ path }: RecordedVisit): string {
  return path ? ` in ${path.map(([name, index]) => `${name}[${index}]`).join(' ')}` : '';
}

function visitProblem(
  expected: RecordedVisit,
  visit: ObservedVisit,
  masked: string[],
  unknownOutput: boolean,
): string | undefined {
  if (!matchesTop(expected.input, visit.input, masked)) {
    return `input ${show(visit.input)}, not ${show(expected.input)}`;
  }
  if (expected.output === undefined) {
    if (visit.exited && !unknownOutput) return `output ${show(visit.output)}, where it did not exit`;
  } else if (!visit.exited) {
    return `did not exit, where its output was ${show(expected.output)}`;
  } else if (!matchesTop(expected.output, visit.output, masked)) {
    return `output ${show(visit.output)}, not ${show(expected.output)}`;
  }
  const assigned = expected.assignedVariables ?? {};
  const given = visit.assignedVariables ?? {};
  const names = new Set([...Object.keys(assigned), ...Object.keys(given)]);
  for (const name of names) {
    if (unknownOutput && expected.output === undefined) break;
    if (!matchesTop(assigned[name], given[name], masked)) {
      return `assigned ${name} ${show(given[name])}, not ${show(assigned[name])}`;
    }
  }
  return undefined;
}

function evaluationDifferences(recorded: ConformanceCase, observed: Observation): string[] {
  const key = ({ state, error, location }: { state: string; error: string; location?: string }) =>
    `${state} ${error} ${location}`;
  const expected = (recorded.evaluationFailures ?? []).map(key).sort().join('; ');
  const given = observed.evaluationFailures.map(key).sort().join('; ');
  if (recorded.states.length === 0 || expected === given) return [];
  return [`evaluation failures [${given}], not [${expected}]`];
}

/** At the top of a value the recording may show the JSON that a string held. */
function matchesTop(expected: Json | undefined, given: Json | undefined, masked: string[]): boolean {
  if (expected === undefined || given === undefined) return expected === given;
  if (matchesJson(expected, given, masked)) return true;
  const held = typeof given === 'string' && given.startsWith('{') ? parse(given) : given;
  return held !== given && matchesJson(expected, held, masked);
}

/** Whether a value is the recorded one: numbers by value, a string with a masked token as a pattern. */
export function matchesJson(expected: Json, given: Json, masked: readonly string[]): boolean {
  if (typeof expected === 'string') {
    if (PLACEHOLDERS[expected]?.(given)) return true;
    return typeof given === 'string' && matchesText(expected, given, masked);
  }
  if (Array.isArray(expected)) {
    return (
      Array.isArray(given) &&
      given.length === expected.length &&
      expected.every((item, i) => matchesJson(item, given[i] ?? null, masked))
    );
  }
  if (typeof expected !== 'object' || expected === null) return expected === given;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return false;
  const keys = Object.keys(expected);
  return (
    keys.length === Object.keys(given).length &&
    keys.every((key) => {
      const [one, other] = [expected[key], given[key]];
      return one !== undefined && other !== undefined && matchesJson(one, other, masked);
    })
  );
}

/** Values made by chance that recordings replaced without saying so in `masked`. */
const PLACEHOLDERS: Readonly<Record<string, (given: Json) => boolean>> = {
  RandomNumberGenerated: (given) => Number.isInteger(given),
  'generated-uuid': (given) =>
    typeof given === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(given),
};

function matchesText(expected: string, given: string, masked: readonly string[]): boolean {
  if (expected === given) return true;
  const tokens = masked.filter((token) => expected.includes(token)).sort((a, b) => b.length - a.length);
  if (tokens.length === 0) return false;
  const parts = expected.split(new RegExp(tokens.map(escapeRegExp).join('|')));
  return new RegExp(`^${parts.map(escapeRegExp).join('[\\s\\S]*')}$`).test(given);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

function parse(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}
