import { join } from 'node:path';
import { packageRoot } from '../../../lib/package-root';
import { hubspotCases, isolationCases, wrapperCases } from '../../lambdas/action/behavior-cases';
import { checkBehavior } from '../../lambdas/action/check-behavior';
import { type Runtime, runAction } from '../../lambdas/action/run-action';
import { installLambdaClient } from './lambda-client';

const { client, node } = installLambdaClient();

/** Lambda's own start of Node, with AWS's client; the flags are those of its images ("bootstrap"). */
const lambda: Runtime = ({ folder, invocations, answers }) => ({
  command: node,
  args: [
    ...['--expose-gc', '--max-semi-space-size=7', '--max-old-space-size=230'],
    ...['--require', join(packageRoot(), 'test/e2e/action/native-client.cjs'), client],
  ],
  environment: {
    INVOCATIONS: invocations,
    ANSWERS: answers,
    AWS_LAMBDA_RUNTIME_API: '127.0.0.1:1',
    AWS_LAMBDA_FUNCTION_NAME: 'availability',
    AWS_LAMBDA_FUNCTION_VERSION: '7',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    AWS_LAMBDA_LOG_GROUP_NAME: 'log-group',
    AWS_LAMBDA_LOG_STREAM_NAME: 'log-stream',
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    LAMBDA_TASK_ROOT: folder,
    _HANDLER: 'index.handler',
  },
});

describe.each([
  ["what HubSpot users' code depends on", hubspotCases],
  ['the end of a run', wrapperCases],
  ['one run leaves nothing to the next', isolationCases],
])("under AWS's own client, cold and warm: %s", (_title, cases) => {
  it.each(cases.map((behavior) => [behavior.name, behavior] as const))('%s', async (_name, behavior) => {
    await checkBehavior(behavior, (action) => runAction(action, lambda));
  });
});
