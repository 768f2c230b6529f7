import type { Preparation } from '../preparation';
import type { Transition, Visit } from '../visit';

/** "Wait workflow state": sleeps for seconds, or until a time that may have passed already. */
export function prepareWait({ place, data, next }: Preparation): (visit: Visit) => Promise<Transition> {
  const seconds = data.number('Seconds', 'non-negative integer');
  const timestamp = data.timestamp('Timestamp');
  if (!seconds === !timestamp) place.problem('must have exactly one of Seconds and Timestamp');
  return async (visit) => {
    const { clock } = visit.execution;
    const until = seconds ? clock.now() + seconds(visit) * 1000 : (timestamp?.(visit) ?? 0);
    await clock.sleepUntil(until, visit.signal);
    return { ...data.pass(visit), next };
  };
}
