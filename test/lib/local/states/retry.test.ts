import fc from 'fast-check';
import { DefinitionError, IntegrationError, seededRandom, VirtualClock } from '../../../../lib/local/states';
import { MAXIMUM_EXECUTION_TIME } from '../../../../lib/local/states/lifetime';
import { type Retrier, retryDelay } from '../../../../lib/local/states/retry';
import { run, START, task } from './machine';

const retrier = fc.record({
  errorEquals: fc.constant(['Broken']),
  intervalSeconds: fc.integer({ min: 1, max: 100 }),
  maxAttempts: fc.integer({ min: 0, max: 12 }),
  backoffRate: fc.double({ min: 1, max: 4, noNaN: true }),
  maxDelaySeconds: fc.option(fc.integer({ min: 1, max: 500 }), { nil: undefined }),
  fullJitter: fc.boolean(),
});

function delays(of: Retrier, random: () => number): number[] {
  return Array.from({ length: of.maxAttempts }, (_, attempt) => retryDelay(of, attempt, random));
}

describe('the delays of a retrier ("Retrying after an error")', () => {
  it('grow by the rate from the interval, and stay under the cap', () => {
    fc.assert(
      fc.property(retrier, (given) => {
        const of = { ...given, fullJitter: false };
        delays(of, Math.random).forEach((delay, attempt) => {
          const raw = of.intervalSeconds * of.backoffRate ** attempt;
          expect(delay).toBe(
            of.maxDelaySeconds === undefined ? Math.min(raw, 99_999_999) : Math.min(raw, of.maxDelaySeconds),
          );
        });
      }),
    );
  });

  it('with full jitter lie between nothing and what they would be without', () => {
    fc.assert(
      fc.property(retrier, fc.integer(), (given, seed) => {
        const without = delays({ ...given, fullJitter: false }, Math.random);
        const withJitter = delays({ ...given, fullJitter: true }, seededRandom(seed));
        withJitter.forEach((delay, attempt) => {
          expect(delay).toBeGreaterThanOrEqual(0);
          expect(delay).toBeLessThanOrEqual(without[attempt] ?? 0);
        });
      }),
    );
  });

  it('add up to the three days of the default schedule', () => {
    const schedule: Retrier = {
      errorEquals: ['Broken'],
      intervalSeconds: 60,
      backoffRate: 2,
      maxDelaySeconds: 28_800,
      maxAttempts: 17,
      fullJitter: false,
    };
    const sum = delays(schedule, Math.random).reduce((total, delay) => total + delay, 0);
    expect(sum / 86_400).toBeCloseTo(3.02, 2);
  });
});

describe('a task that fails every time', () => {
  it('is tried once more than MaxAttempts, the delays between', async () => {
    await fc.assert(
      fc.asyncProperty(retrier, async (given) => {
        const expected = delays({ ...given, fullJitter: false }, Math.random);
        // After a year it would have ended by its age.
        fc.pre(expected.reduce((sum, delay) => sum + delay, 0) * 1000 < MAXIMUM_EXECUTION_TIME.STANDARD);
        const clock = new VirtualClock(START);
        const times: number[] = [];
        const { intervalSeconds, maxAttempts, backoffRate, maxDelaySeconds } = given;
        const execution = run(
          {
            StartAt: 'It',
            States: {
              It: task({
                Retry: [
                  {
                    ErrorEquals: ['Broken'],
                    IntervalSeconds: intervalSeconds,
                    MaxAttempts: maxAttempts,
                    BackoffRate: backoffRate,
                    ...(maxDelaySeconds === undefined ? {} : { MaxDelaySeconds: maxDelaySeconds }),
                  },
                ],
              }),
            },
          },
          {
            clock,
            invoke: () => {
              times.push(clock.now());
              throw new IntegrationError('Broken', 'again');
            },
          },
        );

        expect(await execution.outcome).toMatchObject({ status: 'FAILED', error: 'Broken' });
        expect(times).toHaveLength(maxAttempts + 1);
        expected.forEach((delay, i) => {
          expect((times[i + 1] ?? 0) - (times[i] ?? 0)).toBe(Math.round(delay * 1000));
        });
      }),
      { numRuns: 40 },
    );
  });
});

it.each([
  [{ IntervalSeconds: 0 }, 'IntervalSeconds: must be a positive integer'],
  [{ BackoffRate: 0.5 }, 'BackoffRate: must be a number from 1.0'],
  [{ MaxAttempts: -1 }, 'MaxAttempts: must be an integer from 0'],
  [{ MaxDelaySeconds: 1.5 }, 'MaxDelaySeconds: must be a positive integer'],
  [{ JitterStrategy: 'SOME' }, 'JitterStrategy: must be "FULL" or "NONE"'],
  [{ ErrorEquals: [] }, 'ErrorEquals: must name at least one error'],
  [{ ErrorEquals: ['States.ALL', 'A'] }, 'ErrorEquals: States.ALL must stand alone'],
])('a retrier with %j is refused', (fields, message) => {
  const define = () =>
    run({ StartAt: 'It', States: { It: task({ Retry: [{ ErrorEquals: ['A'], ...fields }] }) } });
  expect(define).toThrow(DefinitionError);
  expect(define).toThrow(message);
});

it.each(['Retry', 'Catch'])('of a %s, States.ALL before the last entry is refused', (field) => {
  const entries = ['States.ALL', 'A'].map((name) => ({
    ErrorEquals: [name],
    ...(field === 'Catch' ? { Next: 'It' } : {}),
  }));
  expect(() => run({ StartAt: 'It', States: { It: task({ [field]: entries }) } })).toThrow(
    `/${field}/0/ErrorEquals: States.ALL must be in the last entry`,
  );
});
