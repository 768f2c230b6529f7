import { type LocalRuntime, type LocalRuntimeOptions, startLocalRuntime } from '../local/runtime';
import { RealClock, VirtualClock } from '../local/states';
import { stageNames, workflowResourceName } from '../stacks/stage-names';
import type { CommandContext } from './command-context';
import { localPaths, localStage } from './local-paths';
import { PortInUseError } from './port-in-use-error';
import type { RecordsTable } from './records-table';
import { storeRecordsTable } from './store-records-table';
import { synthesizeLocally } from './synthesize';

/** A project's workflows, synthesized and running on this machine. */
export interface LocalSession {
  readonly runtime: LocalRuntime;
  readonly table: RecordsTable;
  readonly busName: string;
  machineName(workflow: string): string;
  /** Holds time that jumps until the work is done. */
  during<T>(work: Promise<T>): Promise<T>;
  /** Stops everything and deletes what was synthesized. */
  close(): Promise<void>;
}

/** What a session is opened with. */
export interface LocalSessionOptions
  extends Pick<LocalRuntimeOptions, 'dataFile' | 'onHistory' | 'onEvent' | 'onAsyncInvocation' | 'port'> {
  /** Names, folders or files of workflows; all where it is left out. */
  readonly only?: readonly string[];
  /** Whether a delay of three days takes three days. */
  readonly realTime: boolean;
  /**
   * Whether time that jumps jumps over pauses too, so that they expire; else those take their real time, in which somebody
   * can complete them.
   */
  readonly pausesExpire?: boolean;
  /** Instead of the project's own secrets file. */
  readonly secretsFile?: string;
}

/**
 * Synthesizes workflows and starts them on this machine. The runtime's warnings are printed.
 *
 * @throws CodedActionsError when workflows have errors, or the local data or secrets cannot be opened
 */
export async function openLocalSession(
  context: CommandContext,
  options: LocalSessionOptions,
): Promise<LocalSession> {
  const { only, realTime, pausesExpire = false, secretsFile, ...rest } = options;
  const assembly = await synthesizeLocally(context.directory, only);
  const clock = realTime ? new RealClock() : new VirtualClock(Date.now(), { jumpsOutside: pausesExpire });
  const names = stageNames(localStage);
  try {
    const runtime = await startLocalRuntime({
      ...rest,
      assembly: assembly.directory,
      clock,
      secretsFile: secretsFile ?? localPaths(context.directory).secrets,
      schedules: realTime,
      packageFolders: [context.directory],
    });
    for (const warning of runtime.warnings) context.printError(warning);
    return {
      runtime,
      table: storeRecordsTable(names.table, runtime.store),
      busName: names.bus,
      machineName: (workflow) => workflowResourceName(localStage, workflow),
      during: (work) => clock.during(work),
      close: async () => {
        await runtime.close();
        assembly.remove();
      },
    };
  } catch (error) {
    assembly.remove();
    if (isPortTaken(error)) throw new PortInUseError(rest.port ?? 0);
    throw error;
  }
}

function isPortTaken(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EADDRINUSE';
}
