import { hubspotCases, isolationCases, wrapperCases } from '../../lambdas/action/behavior-cases';
import { checkBehavior } from '../../lambdas/action/check-behavior';
import { runtimeLoop, useRuntime } from '../../lambdas/action/run-action';
import { installLambdaClient } from './lambda-client';

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
