import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap, cdkOrThrow } from './emulator/cdk';
import { type Emulator, startEmulator } from './emulator/emulator';
import { comparableHistory } from './scenarios/comparable-history';
import { exampleScenarios } from './scenarios/examples';
import { type Observed, runScenario } from './scenarios/run-scenario';
import type { Scenario } from './scenarios/scenario';
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
    async (_title, scenario, objectId) => {
      const inCloud = await runScenario(cloud, scenario, system, objectId);
      const here = await runScenario(local, scenario, system, objectId);

      expectAsDescribed(inCloud, scenario, objectId);
      expectAsDescribed(here, scenario, objectId);
      if (scenario.mayDiffer === undefined)
        expect(inCloud.runs.map(comparableHistory)).toEqual(here.runs.map(comparableHistory));
    },
    240_000,
  );
});

function titleOf({ title, claims }: Scenario): string {
  return `${title} [${claims.join(', ')}]`;
}

function expectAsDescribed({ runs, properties, keys }: Observed, scenario: Scenario, objectId: string): void {
  const wanted: Scenario = JSON.parse(JSON.stringify(scenario).replaceAll('$ID', objectId));
  const wantedRuns = [...wanted.runs].sort((one, other) => one.workflow.localeCompare(other.workflow));
  expect(runs).toMatchObject(wantedRuns);
  expect(runs).toHaveLength(wantedRuns.length);
  for (const { status, storedStatus } of runs)
    if (storedStatus !== undefined) expect(storedStatus).toBe(status);
  if (wanted.properties !== undefined) expect(properties).toEqual(wanted.properties);
  if (wanted.keys !== undefined) expect(keys).toEqual(wanted.keys);
}
