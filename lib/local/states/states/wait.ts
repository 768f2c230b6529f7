import type { Preparation } from '../preparation';
import type { Transition, Visit } from '../visit';

/** Seconds that a wait may take. Recorded from AWS in JSONPath: 24,855 days may be waited, 24,856 may not. */
const LONGEST_WAIT = 2 ** 31 - 1;

/**
 * "Wait workflow state": sleeps for seconds, or until a time that may have passed already. Of a time "Step Functions
 * considers the time value up to seconds and truncates milliseconds".
 */
export function prepareWait({ place, data, next }: Preparation): (visit: Visit) => Promise<Transition> {
  const seconds = data.number('Seconds', 'seconds to wait');
  const timestamp = data.timestamp('Timestamp');
  if (!seconds === !timestamp) place.problem('must have exactly one of Seconds and Timestamp');
  return async (visit) => {
    const { clock } = visit.execution;
    const now = clock.now();
    const until = seconds ? now + seconds(visit) * 1000 : Math.floor((timestamp?.(visit) ?? 0) / 1000) * 1000;
    if (until - now > LONGEST_WAIT * 1000) {
      throw visit.failure('States.Runtime', 'Wait state delay is too long.');
    }
    await clock.sleepUntil(until, visit.signal);
    return { ...data.pass(visit), next };
  };
}
