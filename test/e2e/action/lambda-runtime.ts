import { join } from 'node:path';
import { packageRoot } from '../../../lib/package-root';
import type { Runtime } from '../../lambdas/action/run-action';
import { installLambdaClient } from './lambda-client';

const { client, node } = installLambdaClient();

/** Lambda's own start of Node, with AWS's client; the flags are those of its images ("bootstrap"). */
export const lambda: Runtime = ({ folder, invocations, answers }) => ({
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
