import { z } from 'zod';

/** Seconds in each unit, by every spelling of the unit. */
const secondsPerUnit: ReadonlyMap<string, number> = new Map(
  Object.entries({
    1: ['s', 'sec', 'secs', 'second', 'seconds'],
    60: ['m', 'min', 'mins', 'minute', 'minutes'],
    3600: ['h', 'hr', 'hrs', 'hour', 'hours'],
    86400: ['d', 'day', 'days'],
    604800: ['w', 'week', 'weeks'],
  }).flatMap(([seconds, spellings]) => spellings.map((spelling) => [spelling, Number(seconds)] as const)),
);

const spellings = [...secondsPerUnit.keys()].sort((a, b) => b.length - a.length).join('|');
const part = `\\d{1,9}\\s*(?:${spellings})`;

/**
 * The one grammar of durations: whole numbers with units, the larger ones first by custom and not by rule. Units are
 * seconds, minutes, hours, days (of 24 hours) and weeks, in small letters.
 */
export const durationPattern = new RegExp(`^${part}(?:(?:\\s*(?:,|and)\\s*|\\s*)${part})*$`);

/** What a right duration looks like. */
export const durationRule =
  'A duration is a number with a unit (seconds, minutes, hours, days, weeks): `20s`, `90 minutes`, `3 days`, `1h 30m`.';

/** A duration, as text: `durationSeconds` reads it. */
export const duration = z.string(durationRule).max(100).regex(durationPattern, durationRule);

/**
 * Seconds in a duration such as `20s`, `90 minutes`, `3 days` or `1h 30m`.
 *
 * @throws RangeError when the text is no duration; the checks have refused it before.
 */
export function durationSeconds(text: string): number {
  if (!durationPattern.test(text)) throw new RangeError(`"${text}" is no duration. ${durationRule}`);
  let seconds = 0;
  for (const [, count, unit = ''] of text.matchAll(new RegExp(`(\\d+)\\s*(${spellings})`, 'g'))) {
    seconds += Number(count) * (secondsPerUnit.get(unit) ?? 0);
  }
  return seconds;
}
