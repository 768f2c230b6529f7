import fc from 'fast-check';
import { retryProblems, retrySchedule, sumOfWaits } from '../../../lib/workflow/retry-schedule';

describe('the schedule of retries', () => {
  it("is HubSpot's where the step says nothing: three days", () => {
    const schedule = retrySchedule(undefined);

    expect(schedule).toEqual({
      retries: 17,
      firstSeconds: 60,
      maxSeconds: 28_800,
      backoffRate: 2,
      deadlineSeconds: 73 * 3_600,
      countsWaits: false,
      timeouts: false,
    });
    expect(schedule && sumOfWaits(schedule.retries, schedule) / 86_400).toBeCloseTo(3.02, 2);
  });

  it('is none where the step says so', () => {
    expect(retrySchedule(false)).toBeUndefined();
  });

  it('makes as many retries as fit into the time that is given, and never none', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300_000 }),
        fc.integer({ min: 1, max: 5_000 }),
        fc.double({ min: 1, max: 10, noNaN: true }),
        (limit, first, backoffRate) => {
          const schedule = retrySchedule({
            forAtMost: `${limit}s`,
            firstInterval: `${first}s`,
            maxInterval: '2h',
            backoffRate,
          });
          if (schedule === undefined) throw new Error('There is no schedule.');
          const { retries } = schedule;
          if (retries > 1) expect(sumOfWaits(retries, schedule)).toBeLessThanOrEqual(limit);
          if (retries < 1_000) expect(sumOfWaits(retries + 1, schedule)).toBeGreaterThan(limit);
        },
      ),
    );
  });

  it.each([
    [{ firstInterval: '0s' }, 'firstInterval', /a second at least/],
    [{ maxInterval: '0s' }, 'maxInterval', /a second at least/],
    [
      { firstInterval: '2h', maxInterval: '1h' },
      'firstInterval',
      /2 hours, is longer than the longest, 1 hour/,
    ],
    [{ maxRetries: 1_000, maxInterval: '30 days' }, 'maxRetries', /ends a run after a year/],
    [{ forAtMost: '400 days' }, 'forAtMost', /ends a run after a year/],
    [{ forAtMost: '30s' }, 'forAtMost', /after 1 minute, comes within 30s/],
    [
      { maxRetries: 17, forAtMost: '1 day' },
      'forAtMost',
      /17 retries take 3 days; only those within 1 day are made/,
    ],
  ] as const)('finds what is wrong with %j', (retry, key, message) => {
    const problems = retryProblems(retry);

    expect(problems.map((problem) => problem.key)).toEqual([key]);
    expect(problems[0]?.message).toMatch(message);
  });

  it.each([
    undefined,
    false,
    {},
    { firstInterval: '12 hours' },
    { maxRetries: 30 },
    { forAtMost: '1 week' },
  ] as const)('finds nothing wrong with %j', (retry) => {
    expect(retryProblems(retry)).toEqual([]);
  });
});
