import { MOST_SECONDS } from './data-flow';
import { matches } from './error-match';
import type { Random } from './jsonata/random';
import type { Place } from './preparation';
import type { StateError } from './state-error';

/** One entry of `Retry`: "Retrying after an error". */
export interface Retrier {
  errorEquals: readonly string[];
  intervalSeconds: number;
  maxAttempts: number;
  backoffRate: number;
  maxDelaySeconds: number | undefined;
  fullJitter: boolean;
}

/** Seconds to wait before retry number `attempt`, counted from 0, of a retrier. */
export function retryDelay(retrier: Retrier, attempt: number, random: Random): number {
  const raw = retrier.intervalSeconds * retrier.backoffRate ** attempt;
  const capped = Math.min(raw, retrier.maxDelaySeconds ?? LONGEST_DELAY);
  return retrier.fullJitter ? random() * capped : capped;
}

const LONGEST_DELAY = MOST_SECONDS;

/** How often each retrier of a state was used since the state was entered. */
export class RetryCounts {
  private readonly used = new Map<Retrier, number>();

  /** Uses the first retrier that names the error; gives seconds to wait, or undefined when it is spent or none does. */
  next(retriers: readonly Retrier[], error: StateError, random: Random): number | undefined {
    const retrier = retriers.find(({ errorEquals }) => matches(errorEquals, error));
    if (!retrier) return undefined;
    const used = this.used.get(retrier) ?? 0;
    if (used >= retrier.maxAttempts) return undefined;
    this.used.set(retrier, used + 1);
    return retryDelay(retrier, used, random);
  }
}

/** Reads `Retry`, with AWS's defaults: one second, three attempts, doubling. */
export function prepareRetry(value: unknown, place: Place): Retrier[] {
  if (value === undefined) return [];
  const entries = place.list(value);
  return entries.map((entry, i) => {
    const at = place.at(i);
    const retrier = at.object(entry);
    const number = (field: string, otherwise: number, isValid: (n: number) => boolean, wanted: string) => {
      const given = retrier[field] ?? otherwise;
      if (typeof given === 'number' && isValid(given)) return given;
      at.at(field).problem(`must be ${wanted}`);
      return otherwise;
    };
    const positive = (n: number) => Number.isInteger(n) && n > 0 && n <= LONGEST_DELAY;
    const jitter = retrier.JitterStrategy ?? 'NONE';
    if (jitter !== 'NONE' && jitter !== 'FULL') at.at('JitterStrategy').problem('must be "FULL" or "NONE"');
    return {
      errorEquals: errorNames(retrier.ErrorEquals, at.at('ErrorEquals'), i === entries.length - 1),
      intervalSeconds: number('IntervalSeconds', 1, positive, 'a positive integer, in seconds'),
      maxAttempts: number('MaxAttempts', 3, (n) => Number.isInteger(n) && n >= 0, 'an integer from 0'),
      backoffRate: number('BackoffRate', 2, (n) => n >= 1, 'a number from 1.0'),
      maxDelaySeconds:
        retrier.MaxDelaySeconds === undefined
          ? undefined
          : number('MaxDelaySeconds', LONGEST_DELAY, positive, 'a positive integer, in seconds'),
      fullJitter: jitter === 'FULL',
    };
  });
}

/**
 * `ErrorEquals` of a retrier or catcher: at least one name. "The reserved name `States.ALL`
 * must appear alone, and in the last" of them: "Amazon States Language", Errors.
 */
export function errorNames(value: unknown, place: Place, isLast: boolean): string[] {
  const names = place.list(value).map((name, i) => place.at(i).text(name));
  if (names.includes('States.ALL')) {
    if (names.length > 1) place.problem('States.ALL must stand alone');
    if (!isLast) place.problem('States.ALL must be in the last entry, since none behind it is ever reached');
  }
  if (Array.isArray(value) && names.length === 0) place.problem('must name at least one error');
  return names;
}
