import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../lib/package-root';

/** AWS's runtime client, and the Node to run it on. */
export interface LambdaClient {
  readonly client: string;
  readonly node: string;
}

/**
 * AWS's own runtime client (`aws-lambda-ric`) and Node 24, installed once from a lock of their own into the cache, so
 * that no one who only runs the unit tests downloads them. No install script runs: the client's native part, which
 * speaks HTTP to Lambda, stays away, and `native-client.cjs` takes its place.
 */
export function installLambdaClient(): LambdaClient {
  const source = join(packageRoot(), 'test/e2e/action/lambda-client');
  const lock = readFileSync(join(source, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex').slice(0, 16);
  const folder = join(packageRoot(), 'node_modules/.cache/coded-actions/lambda-client', hash);
  if (!existsSync(folder)) {
    const half = `${folder}.${process.pid}`;
    mkdirSync(half, { recursive: true });
    cpSync(source, half, { recursive: true });
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: half,
      stdio: 'inherit',
    });
    rmSync(folder, { recursive: true, force: true });
    renameSync(half, folder);
  }
  const node = join(folder, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin/node');
  return {
    client: join(folder, 'node_modules/aws-lambda-ric/index.mjs'),
    node: existsSync(node) ? node : process.execPath,
  };
}
