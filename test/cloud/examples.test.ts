import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap, cdkOrThrow } from './emulator/cdk';
import { type Emulator, startEmulator } from './emulator/emulator';
import { exampleScenarios } from './scenarios/examples';
import { expectScenario, titleOf } from './scenarios/expect-scenario';
import { type ScriptedSystem, startScriptedSystem } from './scenarios/scripted-system';
import { cloudWorld, putSecret } from './worlds/cloud-world';
import { localWorld } from './worlds/local-world';
import type { World } from './worlds/world';

/**
 * The example workflows, deployed by the real CDK to a cloud that is not ours, and run in the local runtime from the
 * same assembly: one description of what happens, two worlds.
 */
describe('The example workflows', () => {
  const assembly = mkdtempSync(join(tmpdir(), 'coded-actions-assembly-'));
  let emulator: Emulator;
  let system: ScriptedSystem;
  let cloud: World;
  let local: World;

  beforeAll(async () => {
    [emulator, system] = await Promise.all([startEmulator(), startScriptedSystem()]);
    const secrets = { CALENDAR_URL: system.url, CALENDAR_API_KEY: 'the-key' };
    await bootstrap(emulator, assembly);
    await cdkOrThrow(emulator, [
      'deploy',
      '--all',
      '--require-approval',
      'never',
      '--output',
      assembly,
      '--concurrency',
      '2',
    ]);
    cloud = cloudWorld(emulator);
    for (const [name, value] of Object.entries(secrets)) await putSecret(cloud.clients, name, value);
    local = await localWorld(assembly, secrets);
  }, 240_000);

  afterAll(async () => {
    await Promise.all([cloud?.close(), local?.close(), system?.close()]);
    await emulator?.close();
    rmSync(assembly, { recursive: true, force: true });
  }, 60_000);

  it.each(exampleScenarios.map((scenario, index) => [titleOf(scenario), scenario, `lead-${index}`] as const))(
    '%s',
    (_title, scenario, objectId) => expectScenario(scenario, { cloud, local }, system, objectId),
    240_000,
  );
});
