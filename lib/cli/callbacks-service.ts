import type { AttributeMap } from '../records/attribute-value';
import type { CompletionServices } from '../records/complete-wait';
import type { QueryRequest } from '../records/table-call';
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
