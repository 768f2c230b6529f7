import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../../lib/package-root';
import type { Emulator } from './emulator';

/** How a command ended. */
export interface CommandCall {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Credentials of a person in the emulated account. */
export interface Credentials {
  readonly AWS_ACCESS_KEY_ID: string;
  readonly AWS_SECRET_ACCESS_KEY: string;
}

/** Runs `coded-actions …` as a process of its own, against the emulator and nothing else. */
export async function codedActions(
  { environment }: Emulator,
  words: readonly string[],
  credentials?: Credentials,
): Promise<CommandCall> {
  const child = spawn(process.execPath, [join(packageRoot(), 'bin/launch.mjs'), ...words], {
    cwd: packageRoot(),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment, ...credentials },
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  child.stderr.on('data', (data) => {
    errors += data;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output, errors };
}
