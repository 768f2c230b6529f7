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
export const duration = z
  .string({ error: ({ input }) => (typeof input === 'number' ? unitRemedy(String(input)) : durationRule) })
  .max(100)
  .regex(durationPattern, { error: ({ input }) => durationRemedy(String(input)) });

/** What would be right for a text that is no duration: what the author most likely meant, or the rule. */
function durationRemedy(written: string): string {
  const text = written.trim().toLowerCase();
  if (durationPattern.test(text)) return `Write \`${text}\`, in small letters and with nothing around it.`;
  const whole = wholeDuration(text);
  if (whole !== undefined) return `Durations are of whole numbers: write \`${whole}\`.`;
  if (/^\d+$/.test(text)) return unitRemedy(text);
  if (/\b(months?|years?)\b/.test(text))
    return 'Months and years differ in length, so write days: `30 days`, `365 days`.';
  return durationRule;
}

function unitRemedy(number: string): string {
  return `Put a unit behind the number, in a text: \`"${number} seconds"\`, or minutes, hours, days, weeks.`;
}

/** A duration with decimals, such as `1.5 days`, as one without them, in the largest unit that makes it whole. */
function wholeDuration(text: string): string | undefined {
  const parts = [...text.matchAll(new RegExp(`(\\d+(?:[.,]\\d+)?)\\s*(${millisecond}|${spellings})`, 'g'))];
  const rest = parts.reduce((rest, [part]) => rest.replace(part, ''), text);
  if (parts.length === 0 || /[^\s,]/.test(rest.replaceAll('and', ''))) return undefined;
  const seconds = Math.round(
    parts.reduce(
      (sum, [, count = '', unit = '']) =>
        sum + Number(count.replace(',', '.')) * (secondsPerUnit.get(unit) ?? 0.001),
      0,
    ),
  );
  const [size, unit] = wholeUnits.find(([size]) => seconds % size === 0) ?? [1, 'second'];
  const count = seconds / size;
  return count === 0 ? undefined : `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** Milliseconds are no unit of the language: nothing here is as fine as that. */
const millisecond = 'ms|millis|milliseconds?';

const wholeUnits = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
] as const;

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
