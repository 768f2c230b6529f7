import { hubspotCases, isolationCases, wrapperCases } from '../../lambdas/action/behavior-cases';
import { checkBehavior } from '../../lambdas/action/check-behavior';
import { runtimeLoop, useRuntime } from '../../lambdas/action/run-action';
import { installLambdaClient } from './lambda-client';

// Some cases are about what happens when, in tenths of a second: a busy machine gets another chance, and says so.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

jest.setTimeout(60_000);

// Something in the process keeps its loop alive, so that every run goes to a worker.
const loop = runtimeLoop(installLambdaClient().node);
useRuntime((paths) => ({ ...loop(paths), environment: { EXTENSION: 'there' } }));

describe('the same behaviors in a worker', () => {
  const cases = [...hubspotCases, ...wrapperCases, ...isolationCases].filter((one) => !one.onlyInMainThread);
  it.each(cases.map((behavior) => [behavior.name, behavior] as const))('%s', async (_name, behavior) => {
    await checkBehavior(behavior);
  });
});
