import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap, deployOrThrow } from './emulator/cdk';
import { type Emulator, startEmulator } from './emulator/emulator';
import { type Assembly, synthesize } from './fixtures/project';
import { waiting } from './fixtures/workflows';
import { expectScenario, titleOf } from './scenarios/expect-scenario';
import { runScenario } from './scenarios/run-scenario';
import { type ScriptedSystem, startScriptedSystem } from './scenarios/scripted-system';
import { waitingScenarios } from './scenarios/waiting';
import { Account } from './worlds/account';
import { cloudWorld, putSecret } from './worlds/cloud-world';
import { localWorld } from './worlds/local-world';
import type { World } from './worlds/world';

/** Pauses, retries and redrives, in a cloud that is not ours and in the local runtime, from one assembly. */
describe('Workflows that wait and fail', () => {
  const empty = mkdtempSync(join(tmpdir(), 'coded-actions-empty-'));
  let assembly: Assembly;
  let emulator: Emulator;
  let system: ScriptedSystem;
  let cloud: World;
  let local: World;

  beforeAll(async () => {
    [emulator, system, assembly] = await Promise.all([
      startEmulator(),
      startScriptedSystem(),
      synthesize(waiting),
    ]);
    const secrets = { SYSTEM_URL: system.url, KEY: 'the-key' };
    await bootstrap(emulator, empty);
    await deployOrThrow(emulator, assembly.folder);
    cloud = cloudWorld(emulator);
    for (const [name, value] of Object.entries(secrets)) await putSecret(cloud.clients, name, value);
    local = await localWorld(assembly.folder, secrets);
  }, 240_000);

  afterAll(async () => {
    await Promise.all([cloud?.close(), local?.close(), system?.close()]);
    await emulator?.close();
    assembly?.remove();
    rmSync(empty, { recursive: true, force: true });
  }, 60_000);

  it.each(
    waitingScenarios.map((scenario, index) => [titleOf(scenario), scenario, `contact-${index}`] as const),
  )(
    '%s',
    (_title, scenario, objectId) => expectScenario(scenario, { cloud, local }, system, objectId),
    240_000,
  );

  // The last test: its workflow can do nothing any more.
  it('a grant that is taken from a role by hand fails the run, by the name of the missing action [least-privilege]', async () => {
    const account = new Account(emulator);
    await account.takeGrants('approval');
    account.close();
    const { runs } = await runScenario(
      cloud,
      {
        title: '',
        claims: [],
        does: [{ start: 'approval', input: { objectId: '$ID' } }],
        runs: [],
      },
      system,
      'contact-without-grants',
    );

    expect(runs).toMatchObject([{ status: 'FAILED', states: ['Load the record'] }]);
    const failure = runs[0]?.history.findLast(({ type }) => type === 'ExecutionFailed');
    expect(failure?.executionFailedEventDetails?.cause).toMatch(
      /not authorized to perform: dynamodb:GetItem/,
    );
  }, 120_000);
});
