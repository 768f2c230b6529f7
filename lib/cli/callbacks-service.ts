import type { AttributeMap } from '../records/attribute-value';
import type { CompletionServices } from '../records/complete-wait';
import type { GetItemRequest, QueryRequest } from '../records/table-call';
import { stageNames } from '../stacks/stage-names';
import { type CommandContext, dataFolder } from './command-context';
import { endpointCallbacks } from './endpoint-callbacks';
import { localPaths, localStage } from './local-paths';
import { NoLocalRuntimeError } from './no-local-runtime-error';
import { runningEndpoint } from './running-endpoint';
import { openStageCallbacks } from './stage-callbacks';
import type { Target } from './target';

/** What pauses of a target are found and completed by. */
export interface CallbacksService extends CompletionServices {
  /** All items of a query. */
  query(request: QueryRequest): Promise<readonly AttributeMap[]>;
  /** One item; undefined where there is none. */
  get(request: GetItemRequest): Promise<AttributeMap | undefined>;
  /**
   * The definition that an execution goes by, as JSON text; undefined where no such execution is known any more, or the
   * person may not read it.
   */
  definitionOf(executionArn: string): Promise<string | undefined>;
  /** What only a local runtime can say. */
  readonly local?: {
    /** Every wait item: a look at the whole table, which no stage is asked for. */
    waits(): Promise<readonly AttributeMap[]>;
    /** Whether a run waits for its token. */
    isWaiting(token: string): Promise<boolean>;
  };
  close(): void;
}

/**
 * Opens a stage's, or that of the local runtime that is up: only there do runs wait.
 *
 * @throws NoLocalRuntimeError when none is
 */
export async function openCallbacks(target: Target, context: CommandContext): Promise<CallbacksService> {
  if (target.kind === 'stage') return openStageCallbacks(target);
  const url = runningEndpoint(localPaths(dataFolder(context)).endpoint);
  if (url === undefined) throw new NoLocalRuntimeError();
  return endpointCallbacks(stageNames(localStage).table, url);
}
