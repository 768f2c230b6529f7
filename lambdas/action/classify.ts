import type { ActionInvocation, RetryLimits } from '../../lib/workflow/action-contract';
import type { ActionFailure, FailureName } from './failure';
import { networkCodes } from './network-codes';
import type { Thrown } from './thrown';

/** From the first entry of a step to the last attempt: HubSpot's three days ("Custom code actions") and a little. */
const hubspotLimits: RetryLimits = {
  deadlineSeconds: 73 * 3_600,
  firstSeconds: 60,
  maxSeconds: 8 * 3_600,
  backoffRate: 2,
};
/** So many waits are honored, as the schedule has tries; a server that asks for more gets the schedule, which grows. */
const mostWaits = 17;

/** What a failure is to the state machine. `spent` says that it would be tried again, were a limit not reached. */
export interface Verdict {
  readonly name: Exclude<FailureName, 'CodedActions.Blocked'>;
  /** With `RetryAfter`: how long to wait, at least one second. */
  readonly seconds?: number;
  readonly spent?: 'time' | 'retries';
}

/**
 * Decides what is tried again, as HubSpot does ("Custom code actions"): 429, 5xx and network faults, with the wait that the server asked for;
 * never another 4xx, a mistake in the code, or what would be tried past the deadline. An author's own error decides
 * itself.
 */
export function classify(
  thrown: Thrown,
  attempt: ActionInvocation['attempt'],
  failure?: ActionFailure,
  limits: RetryLimits | 'never' = hubspotLimits,
): Verdict {
  const isPassing = failure !== undefined ? failure.retryable : isTransient(thrown);
  if (!isPassing || limits === 'never') return { name: 'CodedActions.Failed' };
  if (attempt.tries !== undefined && limits.retries !== undefined && attempt.tries >= limits.retries)
    return { name: 'CodedActions.Failed', spent: 'retries' };
  const now = Date.parse(attempt.now);
  const left = (Date.parse(attempt.since) - now) / 1_000 + limits.deadlineSeconds;
  const asked = thrown.author?.seconds ?? retryAfterSeconds(thrown, now);
  const seconds =
    asked === undefined || attempt.waits >= mostWaits ? undefined : Math.max(1, Math.ceil(asked));
  if ((seconds ?? nextInterval(attempt.retries, limits)) > left)
    return { name: 'CodedActions.Failed', spent: 'time' };
  return seconds === undefined
    ? { name: 'CodedActions.Retryable' }
    : { name: 'CodedActions.RetryAfter', seconds };
}

/** How long Step Functions waits before it tries again, in seconds. */
function nextInterval(retries: number, { firstSeconds, maxSeconds, backoffRate }: RetryLimits): number {
  return Math.min(firstSeconds * backoffRate ** retries, maxSeconds);
}

function isTransient(thrown: Thrown): boolean {
  if (thrown.author !== undefined) return thrown.author.kind !== 'nonRetryable';
  if (thrown.status !== undefined)
    return thrown.status === 429 || thrown.status >= 500 || thrown.retryable === true;
  return thrown.retryable === true || thrown.codes.some((code) => networkCodes.has(code));
}

/**
 * The wait that an answer asks for, in seconds: `Retry-After` is seconds or a date (RFC 9110, 10.2.3); HubSpot's hosts
 * give milliseconds.
 */
function retryAfterSeconds(thrown: Thrown, now: number): number | undefined {
  const value = thrown.retryAfter?.trim();
  if (value === undefined || value === '') return undefined;
  const number = Number(value);
  if (Number.isFinite(number)) {
    if (number < 0) return undefined;
    return /(^|\.)(hubapi|hubspot)\.com$/.test(thrown.host ?? '') ? number / 1_000 : number;
  }
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1_000);
}
