import { z } from 'zod';
import { spanOfTime } from '../span-of-time';
import { duration, durationSeconds } from './duration';

/**
 * HubSpot's own schedule for what is passing: first after a minute, doubling, never more than 8 hours apart, for three
 * days ("Custom code actions").
 */
export const hubspotSchedule = {
  firstInterval: '1 minute',
  maxInterval: '8 hours',
  backoffRate: 2,
  maxRetries: 17,
  forAtMost: '73 hours',
} as const;

/** No more than that many retries: a run's history has room for 25,000 events, and each retry takes six. */
const mostRetries = 1_000;
/** Standard executions end after a year ("Step Functions service quotas"). */
const longestSeconds = 365 * 86_400;

/** The keys of `retry`. */
export const retrySchema = z
  .strictObject({
    maxRetries: z
      .int()
      .min(1)
      .max(mostRetries)
      .optional()
      .describe(
        'How often it is tried again at most, a Retry-After included. Left out: 17 times, or as often as fits into ' +
          '`forAtMost`; a Retry-After then does not count.',
      ),
    firstInterval: duration
      .optional()
      .meta({ description: 'The wait before the first retry.', default: hubspotSchedule.firstInterval }),
    maxInterval: duration
      .optional()
      .meta({ description: 'The longest wait between two tries.', default: hubspotSchedule.maxInterval }),
    backoffRate: z.number().min(1).max(10).optional().meta({
      description: 'By how much each wait is longer than the one before it.',
      default: hubspotSchedule.backoffRate,
    }),
    forAtMost: duration
      .optional()
      .describe(
        'After what time since the first try it is tried no more, a Retry-After included. Left out: 73 hours, or what the ' +
          'retries take, if that is more.',
      ),
    timeouts: z
      .boolean()
      .optional()
      .meta({
        description:
          'Whether a time-out is tried again too. The action may have done its work by then: make it safe to run twice, by ' +
          '`event.callbackId`.',
        default: false,
      }),
  })
  .describe('A schedule of retries.');

/** A step's `retry`: a schedule, `false`, or nothing, which is HubSpot's schedule. */
export type Retry = false | z.infer<typeof retrySchema> | undefined;

/** When something is tried again: every default filled in. */
export interface RetrySchedule {
  /** How often at most without a Retry-After between; at least 1. */
  readonly retries: number;
  readonly firstSeconds: number;
  readonly maxSeconds: number;
  readonly backoffRate: number;
  /** After what time since the first try nothing is tried again. */
  readonly deadlineSeconds: number;
  /** Whether `retries` bounds the waits of a Retry-After too. */
  readonly countsWaits: boolean;
  readonly timeouts: boolean;
}

/** What the tries themselves may take beside the waits, in seconds. */
const grace = 1_200;

/** The schedule that a step's `retry` means; undefined where nothing is tried again. */
export function retrySchedule(retry: Retry): RetrySchedule | undefined {
  if (retry === false) return undefined;
  const { maxRetries, forAtMost, timeouts = false } = retry ?? {};
  const shape = shapeOf(retry ?? {});
  const limit = forAtMost === undefined ? undefined : durationSeconds(forAtMost);
  const retries =
    maxRetries ??
    (limit === undefined ? hubspotSchedule.maxRetries : Math.max(1, retriesWithin(limit, shape)));
  return {
    ...shape,
    retries,
    deadlineSeconds:
      limit ??
      Math.max(durationSeconds(hubspotSchedule.forAtMost), Math.ceil(sumOfWaits(retries, shape)) + grace),
    countsWaits: maxRetries !== undefined,
    timeouts,
  };
}

type Shape = Pick<RetrySchedule, 'firstSeconds' | 'maxSeconds' | 'backoffRate'>;

/** Where only one of the two intervals is given, the other makes room for it. */
function shapeOf({ firstInterval, maxInterval, backoffRate }: z.infer<typeof retrySchema>): Shape {
  const first = durationSeconds(firstInterval ?? hubspotSchedule.firstInterval);
  const longest = durationSeconds(maxInterval ?? hubspotSchedule.maxInterval);
  return {
    firstSeconds: firstInterval === undefined ? Math.min(first, longest) : first,
    maxSeconds: maxInterval === undefined ? Math.max(first, longest) : longest,
    backoffRate: backoffRate ?? hubspotSchedule.backoffRate,
  };
}

/** All the waits of a schedule together, in seconds. */
export function sumOfWaits(retries: number, { firstSeconds, maxSeconds, backoffRate }: Shape): number {
  let sum = 0;
  for (let count = 0, wait = firstSeconds; count < retries; count++, wait *= backoffRate) {
    sum += Math.min(wait, maxSeconds);
  }
  return sum;
}

function retriesWithin(seconds: number, { firstSeconds, maxSeconds, backoffRate }: Shape): number {
  let sum = 0;
  let count = 0;
  for (let wait = firstSeconds; count < mostRetries; wait *= backoffRate, count++) {
    sum += Math.min(wait, maxSeconds);
    if (sum > seconds) return count;
  }
  return count;
}

/** What is wrong with a schedule, by the key that says so. */
export interface RetryProblem {
  readonly severity?: 'warning';
  readonly key: 'firstInterval' | 'maxInterval' | 'forAtMost' | 'maxRetries';
  readonly message: string;
  readonly remedy: string;
}

/** What is wrong with a schedule whose keys are right. */
export function retryProblems(retry: Retry): readonly RetryProblem[] {
  const schedule = retrySchedule(retry);
  if (schedule === undefined || typeof retry !== 'object') return [];
  const { firstSeconds, maxSeconds, retries, deadlineSeconds } = schedule;
  const problems: RetryProblem[] = [];
  if (firstSeconds < 1) {
    problems.push({
      key: retry.firstInterval === undefined ? 'maxInterval' : 'firstInterval',
      message: 'Step Functions waits for a second at least.',
      remedy: 'Give a duration from `1s` on.',
    });
  }
  if (firstSeconds > maxSeconds) {
    problems.push({
      key: 'firstInterval',
      message: `The first wait, ${spanOfTime(firstSeconds * 1_000)}, is longer than the longest, ${spanOfTime(maxSeconds * 1_000)}.`,
      remedy: 'Make it shorter, or `maxInterval` longer.',
    });
  }
  const sum = sumOfWaits(retries, schedule);
  if (deadlineSeconds > longestSeconds) {
    problems.push({
      key: retry.forAtMost === undefined ? 'maxRetries' : 'forAtMost',
      message: `The retries could take ${spanOfTime(deadlineSeconds * 1_000)}; AWS ends a run after a year.`,
      remedy: 'Give fewer retries, or shorter waits.',
    });
  } else if (retry.forAtMost !== undefined && firstSeconds > deadlineSeconds) {
    problems.push({
      key: 'forAtMost',
      message: `Not even the first retry, after ${spanOfTime(firstSeconds * 1_000)}, comes within ${retry.forAtMost}.`,
      remedy: 'Give more time, or write `"retry": false`.',
    });
  } else if (retry.maxRetries !== undefined && sum > deadlineSeconds) {
    problems.push({
      severity: 'warning',
      key: 'forAtMost',
      message: `${retries} retries take ${spanOfTime(sum * 1_000)}; only those within ${spanOfTime(deadlineSeconds * 1_000)} are made.`,
      remedy: 'Give more time, or leave one of `maxRetries` and `forAtMost` out.',
    });
  }
  return problems;
}
