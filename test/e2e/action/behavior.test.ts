// The unit tests of the same name, under AWS's own runtime client on Lambda's Node.
import { useRuntime } from '../../lambdas/action/run-action';
import { lambda } from './lambda-runtime';

// Some cases are about what happens when, in tenths of a second: a busy machine gets another chance, and says so.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

useRuntime(lambda);
require('../../lambdas/action/behavior.test');
