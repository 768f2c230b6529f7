import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packageRoot } from '../../../lib/package-root';
import { installLambdaClient } from '../../e2e/action/lambda-client';
import { listedSubstitutions } from '../substitutions/substitutions';
import { VirtualTime } from './virtual-time';

/** Where the emulated account is. */
export const account = '000000000000';
export const region = 'eu-west-1';

/** A cloud on this machine: ministack, with substitutions. */
export interface Emulator {
  readonly endpoint: string;
  /** PEM file of the certificate that the endpoint shows. */
  readonly certificate: string;
  /** What a tool of AWS's needs in its environment to talk to this cloud, and to nothing else. */
  readonly environment: Record<string, string>;
  /** The time that executions live in. */
  readonly time: VirtualTime;
  /** The process, for who wants to know what it listens on. */
  readonly pid: number;
  /** What the emulator printed so far. */
  log(): string;
  /** Ends it, and deletes what it left. */
  close(): Promise<void>;
}

/** Longest start that is waited for, in milliseconds; it takes three seconds on two busy cores. */
const longestStartMs = 60_000;

/**
 * Starts the emulator on a free loopback port.
 *
 * @param substitutions names; all of the list where they are left out, none for ministack as it is
 * @throws Error with what the emulator printed, when it does not start
 */
export async function startEmulator(
  substitutions: readonly string[] = listedSubstitutions().map(({ name }) => name),
): Promise<Emulator> {
  const root = packageRoot();
  execFileSync('bash', [join(root, 'test/oracles/make-venv.sh')], { stdio: 'inherit' });
  const { client, node } = installLambdaClient();
  const folder = mkdtempSync(join(tmpdir(), 'coded-actions-cloud-'));
  const port = await freePort();
  const request = {
    port,
    folder,
    substitutions,
    settings: {
      node,
      runtimeClient: client,
      httpClient: join(root, 'test/cloud/substitutions/lambda_http_client.cjs'),
      sdkFolder: join(root, 'node_modules'),
    },
  };
  const child = spawn(
    join(root, '.venv/oracles/bin/python'),
    [join(root, 'test/cloud/emulator/start.py'), JSON.stringify(request)],
    // Nothing of this machine's environment but where programs are.
    {
      env: { PATH: process.env.PATH, TMPDIR: folder, MINISTACK_REGION: region, PYTHONDONTWRITEBYTECODE: '1' },
    },
  );
  let printed = '';
  child.stderr.on('data', (data) => {
    printed += data;
  });
  const endOfTests = () => child.kill('SIGKILL');
  process.once('exit', endOfTests);
  const close = async () => {
    process.removeListener('exit', endOfTests);
    await ended(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const endpoint = `https://127.0.0.1:${port}`;
    await listening(port, child, () => printed);
    return {
      endpoint,
      certificate: join(folder, 'certificate.pem'),
      environment: {
        AWS_ENDPOINT_URL: endpoint,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_REGION: region,
        AWS_DEFAULT_REGION: region,
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_CONFIG_FILE: join(folder, 'no-config'),
        AWS_SHARED_CREDENTIALS_FILE: join(folder, 'no-credentials'),
        NODE_EXTRA_CA_CERTS: join(folder, 'certificate.pem'),
      },
      time: new VirtualTime(child.stdin, createInterface({ input: child.stdout })),
      pid: child.pid ?? 0,
      log: () => printed,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('No free port.');
  return address.port;
}

async function listening(port: number, child: ChildProcess, printed: () => string): Promise<void> {
  const until = Date.now() + longestStartMs;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`The emulator did not start:\n${printed()}`);
    if (await accepts(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The emulator took too long to start:\n${printed()}`);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  // The processes of its functions end when it is gone.
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), 3_000);
  await exit;
  clearTimeout(kill);
}
