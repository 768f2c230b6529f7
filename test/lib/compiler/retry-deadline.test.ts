import fc from 'fast-check';
import { classify } from '../../../lambdas/action/classify';
import { describeFailure } from '../../../lambdas/action/describe-failure';
import { readThrown } from '../../../lambdas/action/thrown';
import type { Retry } from '../../../lib/workflow/retry-schedule';
import { compiled, functionError, type Run, TestStage } from './machine-run';

/** What the server answers: a status, and the seconds that it asks for. */
interface Answer {
  readonly status: number;
  readonly seconds: number | undefined;
}

const answer: fc.Arbitrary<Answer> = fc.record({
  status: fc.constantFrom(429, 500, 503),
  seconds: fc.option(fc.oneof(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 400_000 })), {
    nil: undefined,
    freq: 1,
  }),
});

/** Runs a step whose server answers so for ever, with the wrapper's own verdicts; tells when it was tried. */
async function triesOf(
  answers: readonly Answer[],
  retry?: Retry,
): Promise<{ run: Run; times: number[]; keys: Set<string> }> {
  const workflow = compiled({ steps: [{ id: 'ask', type: 'code', action: './ask.js', retry }] });
  const declaration = workflow.actions[0]?.declaration;
  if (declaration === undefined) throw new Error('There is no action.');
  const stage = await TestStage.open();
  await stage.putContact();
  let count = 0;
  const times: number[] = [];
  stage.actions = {
    ask: ({ attempt }) => {
      times.push((Date.parse(attempt.now) - Date.parse('2026-11-24T04:00:00Z')) / 1000);
      const { status, seconds } = answers[count++ % answers.length] ?? { status: 503, seconds: undefined };
      const headers = seconds === undefined ? {} : { 'retry-after': String(seconds) };
      const thrown = readThrown(
        Object.assign(new Error('busy'), { response: { status, headers } }),
        (text) => text,
      );
      const verdict = classify(thrown, attempt, undefined, declaration.retryLimits);
      const { name, message } = describeFailure(thrown, verdict, undefined, declaration);
      throw functionError(name, message);
    },
  };
  const run = await stage.run(workflow, { objectId: '1001' });
  await stage.store.close();
  return { run, times, keys: new Set(stage.invocations.map(({ callbackId }) => callbackId)) };
}

/** Retries of Step Functions and waits for a Retry-After, in any mix: the wrapper and the machine together. */
describe('the deadline of retries', () => {
  it('bounds every mix to 73 hours, and the last failure says that it is over', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 12 }), async (answers) => {
        const { run, times, keys } = await triesOf(answers);

        expect([run.status, run.error]).toEqual(['FAILED', 'CodedActions.Failed']);
        expect(Math.max(...times)).toBeLessThanOrEqual(73 * 3_600);
        expect(run.visits.at(-1)?.state).toBe('ask');
        expect(keys.size).toBe(1);
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it("bounds them by the step's own time and number", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(answer, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 100, max: 100_000 }),
        async (answers, maxRetries, seconds) => {
          const { run, times } = await triesOf(answers, { maxRetries, forAtMost: `${seconds}s` });

          expect([run.status, run.error]).toEqual(['FAILED', 'CodedActions.Failed']);
          expect(times.length).toBeLessThanOrEqual(maxRetries + 1);
          expect(Math.max(...times)).toBeLessThanOrEqual(seconds);
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);

  it('is used up: plain failures alone are tried for three days', async () => {
    const { times } = await triesOf([{ status: 503, seconds: undefined }]);
    expect(times).toHaveLength(18);
    expect(times.at(-1)).toBe(261_060);
  });
});
