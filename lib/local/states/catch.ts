import type { DataFlow, Finished } from './data-flow';
import { matches } from './error-match';
import type { Place } from './preparation';
import { errorNames } from './retry';
import type { StateError } from './state-error';
import type { Visit } from './visit';

/** One entry of `Catch`: "Fallback states". */
export interface Catcher {
  errorEquals: readonly string[];
  next: string;
  caught: (visit: Visit, error: StateError) => Finished;
}

/** Reads `Catch`. */
export function prepareCatch(value: unknown, place: Place, data: DataFlow): Catcher[] {
  if (value === undefined) return [];
  const entries = place.list(value);
  return entries.map((entry, i) => {
    const at = place.at(i);
    const catcher = at.object(entry);
    return {
      errorEquals: errorNames(catcher.ErrorEquals, at.at('ErrorEquals'), i === entries.length - 1),
      next: at.at('Next').text(catcher.Next),
      caught: data.caught(catcher, at, `Catch[${i}]`),
    };
  });
}

/** The first catcher that names the error. */
export function findCatcher(catchers: readonly Catcher[], error: StateError): Catcher | undefined {
  return catchers.find(({ errorEquals }) => matches(errorEquals, error));
}
