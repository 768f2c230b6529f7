import { resolve } from 'node:path';
import { StoreInUseError } from '../local/dynamodb/store-in-use-error';
import type { Fixture } from '../local/http-fixtures/fixture';
import { FixtureServer, type SentRequest } from '../local/http-fixtures/fixture-server';
import { type LocalRuntime, type LocalRuntimeOptions, startLocalRuntime } from '../local/runtime';
import { readSecretsFile, warnAboutSecretsFile } from '../local/secrets/secrets-file';
import { RealClock, VirtualClock } from '../local/states';
import { hideSecrets } from '../local/try/hide-secrets';
import { stageNames, workflowResourceName } from '../stacks/stage-names';
import { type CommandContext, dataFolder } from './command-context';
import { LocalDataInUseError } from './local-data-in-use-error';
import { dataFiles, requireNoFolders } from './local-file-error';
import { localPaths, localStage } from './local-paths';
import { nodeNote } from './node-note';
import { PortInUseError } from './port-in-use-error';
import { workflowNames } from './project-workflows';
import type { RecordsTable } from './records-table';
import { runningEndpoint } from './running-endpoint';
import { storeRecordsTable } from './store-records-table';
import { synthesizeLocally } from './synthesize';
import { tellDenial } from './tell-denial';

/** A project's workflows, synthesized and running on this machine. */
export interface LocalSession {
  readonly runtime: LocalRuntime;
  readonly table: RecordsTable;
  readonly busName: string;
  machineName(workflow: string): string;
  /** Says that the code runs on another Node than in AWS, where it does. */
  readonly nodeNote: string | undefined;
  /** Holds time that jumps until the work is done. */
  during<T>(work: Promise<T>): Promise<T>;
  /** The requests that fixtures answered or lack, in their order and without secrets; undefined without fixtures. */
  requests(): readonly SentRequest[] | undefined;
  /** Stops everything and deletes what was synthesized. */
  close(): Promise<void>;
}

/** What a session is opened with. */
export interface LocalSessionOptions
  extends Pick<
    LocalRuntimeOptions,
    'dataFile' | 'onHistory' | 'onEvent' | 'onAsyncInvocation' | 'port' | 'faults' | 'onFault'
  > {
  /** Names, folders or files of workflows; all where it is left out. */
  readonly only?: readonly string[];
  /** Whether a delay of three days takes three days. */
  readonly realTime: boolean;
  /**
   * Whether time that jumps jumps over pauses too, so that they expire; else those take their real time, in which somebody
   * can complete them.
   */
  readonly pausesExpire?: boolean;
  /** A synthesized cloud assembly to run as it is, of whatever stage, instead of synthesizing the workflows. */
  readonly app?: string;
  /** Instead of the project's own secrets file. */
  readonly secretsFile?: string;
  /** Answer every request of the actions; without them requests go out for real. */
  readonly fixtures?: readonly Fixture[];
}

/**
 * Synthesizes workflows and starts them on this machine. It is said where others can read the secrets, and which grants
 * runs miss.
 *
 * @throws CodedActionsError when workflows have errors, or the local data or secrets cannot be opened
 */
export async function openLocalSession(
  context: CommandContext,
  options: LocalSessionOptions,
): Promise<LocalSession> {
  const { only, app, realTime, pausesExpire = false, fixtures, ...rest } = options;
  const folder = dataFolder(context);
  const secretsFile = options.secretsFile ?? localPaths(folder).secrets;
  requireNoFolders([secretsFile, ...(rest.dataFile === undefined ? [] : dataFiles(rest.dataFile))]);
  const assembly =
    app === undefined
      ? await synthesizeLocally(folder, only && workflowNames(only, context))
      : { directory: resolve(context.directory, app), remove: () => {} };
  const clock = realTime ? new RealClock() : new VirtualClock(Date.now(), { jumpsOutside: pausesExpire });
  let http: FixtureServer | undefined;
  try {
    const server = fixtures === undefined ? undefined : await FixtureServer.listen(fixtures);
    http = server;
    const runtime = await startLocalRuntime({
      ...rest,
      ...(server && { actionEnvironment: (endpoint: string) => server.environment([endpoint]) }),
      onDenial: (denial) => tellDenial(denial, context),
      assembly: assembly.directory,
      clock,
      secretsFile,
      schedules: realTime,
      packageFolders: [folder],
    });
    const stage = app === undefined ? localStage : stageOf(runtime.resources);
    const names = stageNames(stage);
    const openSecrets = warnAboutSecretsFile(secretsFile);
    if (openSecrets !== undefined) context.printError(openSecrets);
    return {
      runtime,
      table: storeRecordsTable(names.table, runtime.store),
      busName: names.bus,
      machineName: (workflow) => workflowResourceName(stage, workflow),
      nodeNote: nodeNote(runtime.nodes),
      during: (work) => clock.during(work),
      requests: () => server && hideSecrets(server.requests, readSecretsFile(secretsFile)),
      close: async () => {
        await runtime.close();
        await server?.close();
        assembly.remove();
      },
    };
  } catch (error) {
    await http?.close();
    assembly.remove();
    if (isPortTaken(error)) throw new PortInUseError(rest.port ?? 0);
    if (error instanceof StoreInUseError) {
      throw new LocalDataInUseError(error.holder, runningEndpoint(localPaths(folder).endpoint));
    }
    throw error;
  }
}

/** The stage of an assembly, which its table is named after. */
function stageOf({ tables }: LocalRuntime['resources']): string {
  const [stage] = tables.flatMap(({ name }) => /^coded-actions-(.+)-records$/.exec(name)?.[1] ?? []);
  return stage ?? localStage;
}

function isPortTaken(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EADDRINUSE';
}
