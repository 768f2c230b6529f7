import { AsyncInvocations } from '../../../../lib/local/lambda/async-invocations';
import { LambdaError } from '../../../../lib/local/lambda/lambda-error';
import type { InvocationResult, LocalLambda } from '../../../../lib/local/lambda/local-lambda';
import { VirtualClock } from '../../../../lib/local/states';

// "How Lambda handles errors and retries with asynchronous invocation": two more attempts, after one and two minutes.

const start = 1_000_000;

async function attempts(failures: number, refusal?: LambdaError): Promise<number[]> {
  const clock = new VirtualClock(start);
  const times: number[] = [];
  let left = failures;
  const invoke = async (): Promise<InvocationResult> => {
    times.push(clock.now() - start);
    const failed = left-- > 0;
    if (failed && refusal) throw refusal;
    const result = {
      requestId: 'r',
      executedVersion: '1',
      payload: '{}',
      logs: [],
      duration: 1,
      memoryUsed: 1,
    };
    return failed ? { ...result, functionError: 'Unhandled' } : result;
  };
  const lambda: Pick<LocalLambda, 'invoke'> = { invoke };
  const told: boolean[] = [];
  const invocations = new AsyncInvocations(lambda, clock, (_, { functionError }) =>
    told.push(functionError !== undefined),
  );
  invocations.invoke('fn', '{}');
  await invocations.idle();
  expect(told).toHaveLength(refusal ? times.length - Math.min(failures, times.length) : times.length);
  return times;
}

describe('an asynchronous invocation', () => {
  it.each([
    ['succeeds at once', 0, [0]],
    ['is tried again after a minute', 1, [0, 60_000]],
    ['is tried again after two minutes more', 2, [0, 60_000, 180_000]],
    ['is dropped after the third attempt', 9, [0, 60_000, 180_000]],
  ])('%s', async (_, failures, expected) => {
    expect(await attempts(failures)).toEqual(expected);
  });

  it('that is throttled is tried again, with doubling waits', async () => {
    const throttled = new LambdaError('TooManyRequestsException', 429, 'Rate Exceeded.');
    expect(await attempts(3, throttled)).toEqual([0, 1_000, 3_000, 7_000]);
  });

  it('that is throttled for six hours is dropped', async () => {
    const times = await attempts(9_999, new LambdaError('TooManyRequestsException', 429, 'Rate Exceeded.'));
    expect(times.at(-1)).toBeLessThanOrEqual(6 * 3_600_000);
    expect(times.at(-1)).toBeGreaterThan(5.8 * 3_600_000);
  });

  it('that Lambda refuses is dropped', async () => {
    expect(await attempts(9, new LambdaError('RequestTooLargeException', 413, 'too large'))).toEqual([0]);
  });
});
