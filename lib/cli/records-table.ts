import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { openStore, type Store } from '../local/dynamodb/store';
import { StoreInUseError } from '../local/dynamodb/store-in-use-error';
import type { AttributeMap } from '../records/attribute-value';
import type { GetItemRequest, UpdateItemRequest } from '../records/table-call';
import { namedTable } from '../records/table-definition';
import { stageNames } from '../stacks/stage-names';
import { type CommandContext, dataFolder } from './command-context';
import { endpointRecordsTable } from './endpoint-records-table';
import { LocalDataInUseError } from './local-data-in-use-error';
import { dataFiles, requireNoFolders } from './local-file-error';
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
 *
 * @throws LocalDataInUseError when another command has the file open
 * @throws LocalFileError when there is a folder in its place
 */
export async function openRecordsTable(target: Target, context: CommandContext): Promise<RecordsTable> {
  if (target.kind === 'stage') return openStageTable(target);
  const name = stageNames(localStage).table;
  const paths = localPaths(dataFolder(context));
  const url = runningEndpoint(paths.endpoint);
  if (url !== undefined) return endpointRecordsTable(name, url);
  requireNoFolders(dataFiles(paths.store));
  mkdirSync(dirname(paths.store), { recursive: true });
  const store = await openLocalStore(name, paths.store);
  return { ...storeRecordsTable(name, store), close: () => store.close() };
}

async function openLocalStore(table: string, file: string): Promise<Store> {
  try {
    return await openStore({ tables: [namedTable(table)], file, clock: Date });
  } catch (error) {
    if (error instanceof StoreInUseError) throw new LocalDataInUseError(error.holder, undefined);
    throw error;
  }
}
