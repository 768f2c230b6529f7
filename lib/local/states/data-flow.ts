import type { Json, JsonObject } from './json';
import type { Place } from './preparation';
import type { StateError } from './state-error';
import type { Visit } from './visit';

/**
 * How a state moves data, in one query language. Prepared once for each state; everything here is a function of a
 * visit, and throws a {@link StateError} where the data do not fit.
 */
export interface DataFlow {
  readonly language: QueryLanguage;
  /** What the state works on: in JSONPath after `InputPath`. */
  input(visit: Visit): Json;
  /** What a Task is given: `Arguments`; or `InputPath` and `Parameters`. */
  arguments(visit: Visit): Json;
  /** What the state hands on, and assigns, from the result of its work. */
  finish(visit: Visit, result: Json): Finished;
  /** What a state without work of its own hands on, and assigns: Pass, Wait, Succeed. */
  pass(visit: Visit): Finished;
  /** A field that holds a number, literal or by expression or by its `…Path`; undefined where there is none. */
  number(field: string, kind: NumberKind): ((visit: Visit) => number) | undefined;
  /** A field that holds a string, in the same ways. */
  text(field: string): ((visit: Visit) => string) | undefined;
  /** A field that holds a time, in the same ways; in milliseconds since the epoch. */
  timestamp(field: string): ((visit: Visit) => number) | undefined;
  /** A field that holds any value, such as `Credentials`. */
  value(field: string): ((visit: Visit) => Json) | undefined;
  /** The condition of a Choice rule; `location` is how messages name the rule. */
  condition(rule: Record<string, unknown>, place: Place, location: string): (visit: Visit) => boolean;
  /** What a Choice rule, or a Choice itself for its Default, hands on and assigns. */
  chosen(rule: Record<string, unknown>, place: Place, location: string): (visit: Visit) => Finished;
  /** What a catcher hands on and assigns. */
  caught(
    catcher: Record<string, unknown>,
    place: Place,
    location: string,
  ): (visit: Visit, error: StateError) => Finished;
  /** The same for an object within the state that has fields of its own, such as `ItemReader`. */
  within(part: Record<string, unknown>, place: Place): Pick<DataFlow, 'number' | 'value'>;
  /** The items of a Map. */
  items(visit: Visit): Json;
  /** The input of an iteration by `ItemSelector`, undefined where there is none; `visit.mapItem` is set. */
  item(visit: Visit): Json | undefined;
}

export type QueryLanguage = 'JSONata' | 'JSONPath';

export type NumberKind =
  | 'integer'
  | 'non-negative integer'
  | 'positive integer'
  | 'percentage'
  | 'seconds to wait'
  | 'seconds at most';

/**
 * "You must specify time as an integer value from 0 to 99999999": "Wait workflow state". It is the default of
 * `TimeoutSeconds` too, "Task workflow state", and no field in seconds takes more.
 */
export const MOST_SECONDS = 99_999_999;

/** A kind as messages name it. */
export const NUMBER_KINDS: Readonly<Record<NumberKind, string>> = {
  integer: 'an integer',
  'non-negative integer': 'a non-negative integer',
  'positive integer': 'a positive integer',
  percentage: 'a percentage',
  'seconds to wait': 'a number of seconds',
  'seconds at most': 'a number of seconds',
};

/** The least number of a kind. */
export function leastOf(kind: NumberKind): number {
  if (kind === 'integer') return Number.NEGATIVE_INFINITY;
  return kind === 'positive integer' || kind === 'seconds at most' ? 1 : 0;
}

/** What is wrong with a number for a field of this kind, undefined where nothing is. */
export function numberProblem(value: number, kind: NumberKind): string | undefined {
  if (kind === 'percentage') return value >= 0 && value <= 100 ? undefined : 'must be between 0 and 100';
  if (kind === 'seconds to wait' || kind === 'seconds at most') {
    const least = leastOf(kind);
    const fits = Number.isInteger(value) && value >= least && value <= MOST_SECONDS;
    return fits ? undefined : `must be an integer from ${least} to ${MOST_SECONDS}`;
  }
  if (!Number.isInteger(value)) return `must be ${NUMBER_KINDS[kind]}`;
  return value >= leastOf(kind) ? undefined : `must be ${NUMBER_KINDS[kind]}`;
}

/** A state's output and the variables it assigned. */
export interface Finished {
  output: Json;
  assigned?: JsonObject | undefined;
}

/**
 * The error as a catcher sees it: in JSONata `$states.errorOutput`. Both fields are always there: null where the error
 * has none, but an empty cause for a time-out (both recorded from AWS, in JSONPath).
 */
export function errorOutput({ error, causeText }: StateError): JsonObject {
  return { Error: error ?? null, Cause: causeText ?? (error === 'States.Timeout' ? '' : null) };
}
