import { parseSchedule } from '../../../../lib/local/events/schedule-expression';

// Expressions from "Cron expressions and rate expressions in EventBridge".

const start = Date.parse('2026-11-24T04:00:00Z');

describe('a schedule', () => {
  it.each([
    ['rate(1 minute)', ['2026-11-24T04:01:00Z', '2026-11-24T04:02:00Z']],
    ['rate(5 minutes)', ['2026-11-24T04:05:00Z', '2026-11-24T04:10:00Z']],
    ['rate(12 hours)', ['2026-11-24T16:00:00Z', '2026-11-25T04:00:00Z']],
    ['rate(7 days)', ['2026-12-01T04:00:00Z', '2026-12-08T04:00:00Z']],
    ['cron(15 10 * * ? *)', ['2026-11-24T10:15:00Z', '2026-11-25T10:15:00Z']],
    ['cron(0/15 * * * ? *)', ['2026-11-24T04:15:00Z', '2026-11-24T04:30:00Z']],
    ['cron(0 18 ? * MON-FRI *)', ['2026-11-24T18:00:00Z', '2026-11-25T18:00:00Z']],
    ['cron(0 8 1 * ? *)', ['2026-12-01T08:00:00Z', '2027-01-01T08:00:00Z']],
    ['cron(0 9 ? * 1 *)', ['2026-11-29T09:00:00Z', '2026-12-06T09:00:00Z']],
    ['cron(0 10 ? * 3#2 *)', ['2026-12-08T10:00:00Z', '2027-01-12T10:00:00Z']],
    ['cron(0 12 ? * 6L *)', ['2026-11-27T12:00:00Z', '2026-12-25T12:00:00Z']],
    ['cron(0 12 L * ? *)', ['2026-11-30T12:00:00Z', '2026-12-31T12:00:00Z']],
    ['cron(0 12 ? * L *)', ['2026-11-28T12:00:00Z', '2026-12-05T12:00:00Z']],
  ])('%s comes next, and then', (expression, expected) => {
    const schedule = parseSchedule(expression, start);
    const first = schedule(start) ?? 0;
    const second = schedule(first) ?? 0;
    expect([first, second]).toEqual(expected.map(Date.parse));
  });

  it('ends with its last year', () => {
    expect(parseSchedule('cron(0 12 1 1 ? 2026)', start)(start)).toBeUndefined();
  });

  it.each([
    'rate(0 minutes)',
    'rate(1 minutes)',
    'rate(5 minute)',
    'rate(5 weeks)',
    'cron(* * * * *)',
    'cron(0 12 * * * *)',
    'cron(0 12 ? * ? *)',
    'cron(61 12 * * ? *)',
    'at noon',
  ])('is refused: %s', (expression) => {
    expect(() => parseSchedule(expression, start)).toThrow(`${expression} is not a schedule.`);
  });
});
