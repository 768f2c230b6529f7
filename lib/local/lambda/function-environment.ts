import { createHash } from 'node:crypto';
import type { LocalFunction } from '../assembly/local-resources';

/** What a function's process is told beside what the template declares. */
export interface FunctionSurroundings {
  /** The version's number, or `$LATEST`. */
  readonly version: string;
  /** Where AWS's services answer on this machine, such as `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  /** The folder of the Node binary: a function may start `node` itself. */
  readonly nodeFolder: string;
  readonly logStream: string;
}

/**
 * The whole environment of a function's process: what the template declares, and what Lambda itself sets ("Using
 * Lambda environment variables", *Defined runtime environment variables*). Nothing of the host's environment is in
 * it, so that an action cannot come to depend on this machine. The credentials are made up, and their key tells the
 * function's role.
 */
export function functionEnvironment(
  fn: LocalFunction,
  { version, endpoint, nodeFolder, logStream }: FunctionSurroundings,
): Record<string, string> {
  const region = fn.arn.split(':')[3] ?? '';
  return {
    ...fn.environment,
    _HANDLER: fn.handler,
    LAMBDA_TASK_ROOT: fn.codeFolder,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_VERSION: version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memorySize),
    AWS_LAMBDA_LOG_GROUP_NAME: fn.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_ACCESS_KEY_ID: accessKeyOfRole(fn.roleArn),
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    AWS_ENDPOINT_URL: endpoint,
    PATH: `${nodeFolder}:/usr/local/bin:/usr/bin:/bin`,
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
  };
}

/** The access key id with which the functions of a role sign: stable, and different for every role. */
export function accessKeyOfRole(roleArn: string): string {
  return `ASIA${createHash('sha256').update(roleArn).digest('hex').slice(0, 16).toUpperCase()}`;
}
