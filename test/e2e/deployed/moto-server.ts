import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { packageRoot } from '../../../lib/package-root';
import { prepareOracles } from '../../oracles/python-interpreter';

/** moto's server: an account that is not ours, behind AWS's wire protocols. */
export class MotoServer {
  private constructor(
    private readonly process: ChildProcess,
    readonly endpoint: string,
  ) {}

  /** @throws Error when it cannot be installed, or does not answer within half a minute */
  static async start(): Promise<MotoServer> {
    const problem = prepareOracles();
    if (problem !== undefined) throw new Error(problem);
    const port = await freePort();
    const program = join(packageRoot(), '.venv', 'oracles', 'bin', 'moto_server');
    const server = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
    const endpoint = `http://127.0.0.1:${port}`;
    for (let attempt = 0; attempt < 150; attempt++) {
      const answer = await fetch(`${endpoint}/moto-api/data.json`).catch(() => undefined);
      if (answer?.ok === true) return new MotoServer(server, endpoint);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    server.kill('SIGKILL');
    throw new Error('moto_server did not answer within half a minute.');
  }

  /** An empty account. */
  async reset(): Promise<void> {
    await fetch(`${this.endpoint}/moto-api/reset`, { method: 'POST' });
  }

  stop(): void {
    this.process.kill('SIGKILL');
  }
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
