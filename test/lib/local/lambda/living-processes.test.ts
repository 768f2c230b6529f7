import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../../../lib/package-root';

const folder = mkdtempSync(join(tmpdir(), 'living-processes-'));
const started: ChildProcess[] = [];

beforeAll(() => {
  writeFileSync(
    join(folder, 'index.js'),
    'exports.handler = async ({ busy }) => { if (busy) for (;;); return process.pid; };',
  );
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts a process that holds a function's process, and gives both. */
async function hold(how: string): Promise<{ holder: ChildProcess; pid: number }> {
  const fixture = join(packageRoot(), 'test/lib/local/lambda/fixtures/hold-a-process.ts');
  const holder = spawn(process.execPath, [join(packageRoot(), 'bin/launch.mjs'), fixture, folder, how], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  started.push(holder);
  const pid = await new Promise<number>((resolve) =>
    holder.stdout?.once('data', (text) => resolve(Number(text))),
  );
  return { holder, pid };
}

/** Whether the process has ended within two seconds; one that nobody has waited for is a zombie, and has. */
async function hasEnded(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 40; tries++) {
    try {
      process.kill(pid, 0);
      if (/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) return true;
    } catch {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

describe("a function's process does not outlive us", () => {
  it.each([
    ['SIGINT', 'busy'],
    ['SIGTERM', 'busy'],
    ['SIGHUP', 'idle'],
    ['SIGKILL', 'idle'],
    ['SIGKILL', 'busy'],
  ] as const)('when %s ends us while it is %s', async (signal, how) => {
    const { holder, pid } = await hold(how);
    const ended = new Promise((resolve) => holder.once('exit', (_, by) => resolve(by)));
    holder.kill(signal);
    expect(await ended).toBe(signal);
    expect(await hasEnded(pid)).toBe(true);
  });

  it('and lives until then, when we listen for the signal and end ourselves', async () => {
    const { holder, pid } = await hold('listen');
    const ended = new Promise((resolve) => holder.once('exit', resolve));
    holder.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(await hasEnded(pid)).toBe(true);
  });

  it('when we crash', async () => {
    const { pid } = await hold('crash');
    expect(await hasEnded(pid)).toBe(true);
  });
});
