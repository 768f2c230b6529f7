import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../../lib/package-root';
import { account, type Emulator, region } from './emulator';

/** How a call of the CDK's command line ended. */
export interface CdkCall {
  readonly failed: boolean;
  /** What it printed. */
  readonly output: string;
}

/**
 * Calls the real `cdk` in a folder, against the emulator and nothing else.
 *
 * @param folder the project's, whose `cdk.json` counts
 */
export async function cdk(
  emulator: Emulator,
  args: readonly string[],
  folder = packageRoot(),
): Promise<CdkCall> {
  const child = spawn(
    process.execPath,
    [join(packageRoot(), 'node_modules/aws-cdk/bin/cdk'), ...args, '--no-notices', '--no-color', '--ci'],
    {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        ...emulator.environment,
        CDK_DISABLE_CLI_TELEMETRY: 'true',
      },
    },
  );
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  child.stderr.on('data', (data) => {
    output += data;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { failed: code !== 0, output };
}

/** Calls `cdk`. @throws Error with what it printed, when it fails */
export async function cdkOrThrow(
  emulator: Emulator,
  args: readonly string[],
  folder?: string,
): Promise<string> {
  const { failed, output } = await cdk(emulator, args, folder);
  if (failed) throw new Error(`cdk ${args.join(' ')} failed:\n${output}`);
  return output;
}

/**
 * `cdk bootstrap`: the bucket and the roles that deploys go through.
 *
 * @param emptyFolder one without an app: the bootstrap stack does not depend on ours
 */
export async function bootstrap(emulator: Emulator, emptyFolder: string): Promise<void> {
  await cdkOrThrow(emulator, ['bootstrap', `aws://${account}/${region}`], emptyFolder);
}

/** `cdk deploy` of an assembly that is there already, or of an app's command. */
export function deploy(emulator: Emulator, app: string, ...stacks: string[]): Promise<CdkCall> {
  return cdk(emulator, [
    'deploy',
    ...(stacks.length === 0 ? ['--all'] : stacks),
    '--app',
    app,
    '--require-approval',
    'never',
    '--concurrency',
    '2',
  ]);
}

/** `cdk deploy`. @throws Error with what it printed, when it fails */
export async function deployOrThrow(emulator: Emulator, app: string, ...stacks: string[]): Promise<void> {
  const { failed, output } = await deploy(emulator, app, ...stacks);
  if (failed) throw new Error(`cdk deploy failed:\n${output}`);
}
