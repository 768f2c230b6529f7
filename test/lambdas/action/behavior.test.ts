import { hubspotCases, isolationCases, wrapperCases } from './behavior-cases';
import { checkBehavior } from './check-behavior';

// Some cases are about what happens when, in tenths of a second: a busy machine gets another chance, and says so.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

jest.setTimeout(30_000);

describe.each([
  ["what HubSpot users' code depends on", hubspotCases],
  ['the end of a run', wrapperCases],
  ['one run leaves nothing to the next', isolationCases],
])('%s', (_title, cases) => {
  it.each(cases.map((behavior) => [behavior.name, behavior] as const))('%s', async (_name, behavior) => {
    await checkBehavior(behavior);
  });
});
