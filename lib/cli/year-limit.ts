import type { ExecutionRecord } from '../local/executions/local-step-functions';
import type { HistoryEvent } from '../local/states';

/** "Maximum execution time: 1 year" ("Step Functions service quotas"), in milliseconds. */
const year = 365 * 86_400_000;

/**
 * Ends a run that has gone on for longer than AWS lets it: with a clock that jumps, a delay in a loop gets there at once,
 * and would go on from year to year. To be called with each event of the run's history.
 */
export function endAfterAYear({ execution }: ExecutionRecord, { timestamp }: HistoryEvent): void {
  if (timestamp.getTime() - execution.startTime <= year) return;
  execution.stop(
    'States.Timeout',
    'AWS ends a run a year after it began, and this one has got that far: look for a delay in a loop.',
  );
}
