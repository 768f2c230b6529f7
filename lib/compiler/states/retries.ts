import type { State } from '../state';

/** Errors that come again however often a request is made. */
const lastingErrors = ['States.QueryEvaluationError'];

/**
 * The `Retry` of a request to a service: 2 s, doubling, at most 60 s, with jitter, six times: two minutes. Whatever is
 * not known to last is retried, also a refusal of IAM's, which right after a deploy is passing.
 *
 * @param lasting further errors that are not retried, such as a condition that failed
 */
export function serviceRetry(lasting: readonly string[] = []): readonly State[] {
  return [
    { ErrorEquals: [...lastingErrors, ...lasting], MaxAttempts: 0 },
    { ErrorEquals: ['States.TaskFailed'], ...withinMinutes },
  ];
}

/** Two minutes: throttles and faults pass, or somebody must look. */
export const withinMinutes: State = {
  IntervalSeconds: 2,
  BackoffRate: 2,
  MaxDelaySeconds: 60,
  MaxAttempts: 6,
  JitterStrategy: 'FULL',
};
