import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { openStore } from '../local/dynamodb/store';
import type { AttributeMap } from '../records/attribute-value';
import type { GetItemRequest, UpdateItemRequest } from '../records/table-call';
import { namedTable } from '../records/table-definition';
import { stageNames } from '../stacks/stage-names';
import type { CommandContext } from './command-context';
import { endpointRecordsTable } from './endpoint-records-table';
import { localPaths, localStage } from './local-paths';
import { runningEndpoint } from './running-endpoint';
import { openStageTable } from './stage-table';
import { storeRecordsTable } from './store-records-table';
import type { Target } from './target';

/** The table of a target, as the record commands need it. */
export interface RecordsTable {
  readonly name: string;
  get(request: GetItemRequest): Promise<AttributeMap | undefined>;
  /** Gives the item's attributes, or undefined where the condition failed. */
  update(request: UpdateItemRequest): Promise<AttributeMap | undefined>;
  close(): Promise<void>;
}

/**
 * Opens a target's table: a stage's through the SDK, the local one through the local runtime where that is up, else
 * from its file.
 */
export async function openRecordsTable(target: Target, context: CommandContext): Promise<RecordsTable> {
  if (target.kind === 'stage') return openStageTable(target);
  const name = stageNames(localStage).table;
  const paths = localPaths(context.directory);
  const url = runningEndpoint(paths.endpoint);
  if (url !== undefined) return endpointRecordsTable(name, url);
  mkdirSync(dirname(paths.store), { recursive: true });
  const store = await openStore({ tables: [namedTable(name)], file: paths.store, clock: Date });
  return { ...storeRecordsTable(name, store), close: () => store.close() };
}
