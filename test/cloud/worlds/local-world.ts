import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalRuntime } from '../../../lib/local/runtime';
import { packageRoot } from '../../../lib/package-root';
import { installLambdaClient } from '../../e2e/action/lambda-client';
import { clientsOf } from './clients';
import { SteppedClock } from './stepped-clock';
import type { World } from './world';

/** An assembly in the local runtime, on the Node that Lambda has. */
export async function localWorld(
  assembly: string,
  secrets: Readonly<Record<string, string>>,
): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'coded-actions-local-world-'));
  const secretsFile = join(folder, 'secrets.json');
  writeFileSync(secretsFile, JSON.stringify(secrets), { mode: 0o600 });
  const clock = new SteppedClock(Date.now());
  const runtime = await startLocalRuntime({
    assembly,
    clock,
    secretsFile,
    packageFolders: [join(installLambdaClient().client, '../../..'), packageRoot()],
  });
  const clients = clientsOf(runtime.endpoint, 'eu-west-1');
  return {
    clients,
    settle: async ({ stopBefore = Number.POSITIVE_INFINITY, expire = false } = {}) => {
      do await runtime.idle();
      while (clock.step(stopBefore, expire));
    },
    close: async () => {
      clients.close();
      await runtime.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
