import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap, deployOrThrow } from '../emulator/cdk';
import { type Emulator, startEmulator } from '../emulator/emulator';
import { type Assembly, synthesize } from '../fixtures/project';
import { offers } from '../fixtures/workflows';
import { perform } from '../scenarios/run-scenario';
import type { Answer, Deed } from '../scenarios/scenario';
import { type ScriptedSystem, startScriptedSystem } from '../scenarios/scripted-system';
import { cloudWorld, putSecret } from './cloud-world';
import { executionsOf, type WorkflowExecution } from './executions';
import type { World } from './world';

/** The values of the secrets of all versions of `offers`; the system is asked with them as keys. */
export const offerKeys = {
  PRICE_KEY: 'price-1',
  SIGN_KEY: 'sign-1',
  NEW_PRICE_KEY: 'price-2',
  CONFIRM_KEY: 'confirm-2',
  AUDIT_KEY: 'audit-1',
};

/** The settling in which records come to the three days' wait, and no further. */
export const inTheWait = { settle: { stopBefore: 3600 } } as const;

/** A stage of an emulated cloud in which the first version of `offers` is deployed. */
export class OffersStage {
  private readonly assemblies: Assembly[] = [];

  private constructor(
    readonly emulator: Emulator,
    readonly system: ScriptedSystem,
    readonly world: World,
    private readonly emptyFolder: string,
  ) {}

  /** Starts the emulator, and deploys. */
  static async open(): Promise<OffersStage> {
    const emptyFolder = mkdtempSync(join(tmpdir(), 'coded-actions-empty-'));
    const [emulator, system] = await Promise.all([startEmulator(), startScriptedSystem()]);
    const stage = new OffersStage(emulator, system, cloudWorld(emulator), emptyFolder);
    try {
      await bootstrap(emulator, emptyFolder);
      await deployOrThrow(emulator, (await stage.assembly(offers.first)).folder);
      for (const [name, value] of Object.entries({ SYSTEM_URL: system.url, ...offerKeys }))
        await putSecret(stage.world.clients, name, value);
      return stage;
    } catch (error) {
      await stage.close();
      throw error;
    }
  }

  /** Synthesizes a version; arguments as `synthesize` has them. */
  async assembly(...args: Parameters<typeof synthesize>): Promise<Assembly> {
    const made = await synthesize(...args);
    this.assemblies.push(made);
    return made;
  }

  /** Deploys a version over what stands. @throws Error with what the CDK printed, when it fails */
  async deploy(...args: Parameters<typeof synthesize>): Promise<void> {
    await deployOrThrow(this.emulator, (await this.assembly(...args)).folder, 'offers');
  }

  /** Does things about one record, while the other system answers as given. */
  async act(objectId: string, deeds: readonly Deed[], answers: readonly Answer[]): Promise<void> {
    this.system.script(answers);
    await perform(this.world, deeds, objectId);
  }

  /** All executions of the workflow, the oldest first. */
  executions(): Promise<WorkflowExecution[]> {
    return executionsOf(this.world.clients);
  }

  /** Ends it, and deletes what it left. */
  async close(): Promise<void> {
    await Promise.all([this.world.close(), this.system.close()]);
    await this.emulator.close();
    for (const { remove } of this.assemblies) remove();
    rmSync(this.emptyFolder, { recursive: true, force: true });
  }
}

/** The event that enrolls a record. */
export function wanted(): Deed {
  const detail = { objectType: 'contact', objectId: '$ID', properties: { email: 'ana@example.com' } };
  return { event: { source: 'shop', type: 'offer.wanted', detail } };
}
