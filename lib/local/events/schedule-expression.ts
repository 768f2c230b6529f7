import { Cron } from 'croner';
import { CodedActionsError } from '../../coded-actions-error';

/** A schedule that EventBridge refuses. */
export class InvalidScheduleError extends CodedActionsError {
  readonly code = 'invalid-schedule';
  readonly remedy =
    'Write it as rate(5 minutes), or as cron(minutes hours day-of-month month day-of-week year).';

  constructor(expression: string) {
    super(`${expression} is not a schedule.`);
  }
}

/** Gives the next time, in milliseconds since the epoch, after another. Undefined when there is none any more. */
export type Schedule = (after: number) => number | undefined;

const UNITS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Reads a rule's schedule ("Cron expressions and rate expressions in EventBridge"); times are UTC.
 *
 * @param start from when a rate counts, in milliseconds since the epoch
 * @throws InvalidScheduleError
 */
export function parseSchedule(expression: string, start: number): Schedule {
  const rate = /^rate\((\d+) (minute|hour|day)(s?)\)$/.exec(expression);
  const cron = /^cron\((.+)\)$/.exec(expression);
  if (rate) return parseRate(expression, Number(rate[1]), UNITS[rate[2] ?? ''] ?? 0, rate[3] === 's', start);
  if (cron) return parseCron(expression, cron[1] ?? '');
  throw new InvalidScheduleError(expression);
}

function parseRate(
  expression: string,
  count: number,
  unit: number,
  isPlural: boolean,
  start: number,
): Schedule {
  if (count < 1 || isPlural !== count > 1) throw new InvalidScheduleError(expression);
  const period = count * unit;
  return (after) => start + (Math.floor(Math.max(0, after - start) / period) + 1) * period;
}

/** Six fields. The week begins with Sunday as 1, and one of the two day fields is `?`. */
function parseCron(expression: string, text: string): Schedule {
  const fields = text.trim().split(/\s+/);
  const [minutes, hours, dayOfMonth = '', month, dayOfWeek = '', year] = fields;
  if (fields.length !== 6 || (dayOfMonth === '?') === (dayOfWeek === '?'))
    throw new InvalidScheduleError(expression);
  const pattern = ['0', minutes, hours, dayOfMonth.replace('?', '*'), month, weekDay(dayOfWeek), year].join(
    ' ',
  );
  try {
    const cron = new Cron(pattern, {
      timezone: 'UTC',
      alternativeWeekdays: true,
      sloppyRanges: true,
      paused: true,
    });
    return (after) => cron.nextRun(new Date(after))?.getTime();
  } catch {
    throw new InvalidScheduleError(expression);
  }
}

/** `L` alone is Saturday; `6L` is the month's last Friday, which croner writes `6#L`. */
function weekDay(field: string): string {
  if (field === '?') return '*';
  return field === 'L' ? '7' : field.replace(/^(\w+)L$/, '$1#L');
}
