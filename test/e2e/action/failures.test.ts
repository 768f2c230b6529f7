// The unit tests of the same name, under AWS's own runtime client on Lambda's Node.
import { useRuntime } from '../../lambdas/action/run-action';
import { lambda } from './lambda-runtime';

useRuntime(lambda);
require('../../lambdas/action/failures.test');
