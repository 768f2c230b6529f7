import { AsyncInvocations } from '../../../../lib/local/lambda/async-invocations';
import type { InvocationResult, LocalLambda } from '../../../../lib/local/lambda/local-lambda';
import { VirtualClock } from '../../../../lib/local/states';

// "How Lambda handles errors and retries with asynchronous invocation": two more attempts, after one and two minutes.

const start = 1_000_000;

async function attempts(failures: number): Promise<number[]> {
  const clock = new VirtualClock(start);
  const times: number[] = [];
  let left = failures;
  const invoke = async (): Promise<InvocationResult> => {
    times.push(clock.now() - start);
    const failed = left-- > 0;
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
  expect(told).toHaveLength(times.length);
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
});
