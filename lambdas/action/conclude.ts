import type { ActionDeclaration } from '../../lib/workflow/action-contract';
import type { ActionLog } from './action-log';
import type { Answer, RunRequest } from './host';
import type { Mask } from './mask';
import * as parts from './parts';
import { plainOutputs } from './plain-outputs';
import type { Ending, Run } from './run';

/** What it takes to tell what a run came to. */
export interface Conclusion {
  readonly declaration: ActionDeclaration;
  readonly mask: Mask;
  readonly log: ActionLog;
  /** Path of the bundle. */
  readonly file: string;
  /** False where the module has not finished loading. */
  readonly isLoaded: boolean;
}

/** What a run came to: its outputs, held to the declaration, or a failure, of which the log says more. Never throws. */
export function conclude(ending: Ending, run: Run, request: RunRequest, by: Conclusion): Answer {
  const isPlain =
    (ending.by === 'drained' || ending.by === 'grace') && by.isLoaded && run.remark === undefined;
  const outputs = isPlain ? plainOutputs(run.value?.outputFields, by.declaration, by.mask) : undefined;
  return outputs === undefined ? parts.unusual().conclude(ending, run, request, by) : { outputs };
}
