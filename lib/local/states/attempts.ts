import { findCatcher, prepareCatch } from './catch';
import type { Json } from './json';
import type { Preparation } from './preparation';
import { prepareRetry, RetryCounts } from './retry';
import { StateError } from './state-error';
import type { Transition, Visit } from './visit';

/**
 * A state that takes `Retry` and `Catch`: tries until an attempt succeeds or no retrier takes its error, which then a
 * catcher may. Also an error of the state's own `Output` is one of the attempt.
 *
 * @param attempt does the work once and gives the result
 */
export function prepareAttempts(
  { definition, place, data, next }: Preparation,
  attempt: (visit: Visit) => Promise<Json>,
): (visit: Visit) => Promise<Transition> {
  const retriers = prepareRetry(definition.Retry, place.at('Retry'));
  const catchers = prepareCatch(definition.Catch, place.at('Catch'), data);
  return async (visit) => {
    const { execution } = visit;
    const counts = new RetryCounts();
    for (;;) {
      try {
        const result = await attempt(visit);
        return { ...data.finish(visit, result), next };
      } catch (thrown) {
        if (!(thrown instanceof StateError)) throw thrown;
        const delay = counts.next(retriers, thrown, execution.random);
        if (delay !== undefined) {
          await execution.clock.sleepUntil(execution.clock.now() + Math.round(delay * 1000), visit.signal);
          visit.retryCount++;
          continue;
        }
        const catcher = findCatcher(catchers, thrown);
        if (!catcher) throw thrown;
        return { ...catcher.caught(visit, thrown), next: catcher.next };
      }
    }
  };
}
