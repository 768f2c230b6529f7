import { type Run, runFromItem } from '../../lib/records/run-item';
import type { ConditionalUpdate } from '../../lib/records/table-call';
import {
  isFinal,
  isNews,
  markerChange,
  markerUpdate,
  type PlacedStatus,
  runStands,
  runUpdate,
} from './decide-run-status';
import type { TableClient } from './table-client';

/** What the shell gives to the writes. */
export interface Surroundings {
  readonly tableName: string;
  readonly table: TableClient;
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** What became of a status. */
export type StatusOutcome =
  /** The run has it, and the marker is as it says. */
  | 'written'
  /** The run knows a later one. */
  | 'older'
  /** The execution enrolled nobody, so it has no run. */
  | 'no-run'
  /** Nothing is to be written. */
  | 'no-news';

/** How often a transaction that met another is made again, and how long to wait before the first time, in milliseconds. */
const conflictTries = 6;
const firstConflictWait = 50;

/**
 * Writes an execution's status into its run, and gives back or takes again its record's marker. The same
 * status may come twice, and after a later one.
 *
 * @throws Error when the transaction of run and marker met others on every try
 */
export async function writeRunStatus(status: PlacedStatus, around: Surroundings): Promise<StatusOutcome> {
  if (!isNews(status)) return 'no-news';
  const { done, item } = await around.table.update(runUpdate(around.tableName, status));
  if (item === undefined) return 'no-run';
  if (!done) return 'older';
  await changeMarker(status, runFromItem(item), around);
  return 'written';
}

/**
 * A status that another can follow changes the marker only while the run still has it: else the end of a first attempt,
 * handled slowly, would take the marker from a redrive that has begun meanwhile.
 */
async function changeMarker(status: PlacedStatus, run: Run, around: Surroundings): Promise<void> {
  if (markerChange(status) === 'none') return;
  const marker = markerUpdate(around.tableName, status, run, new Date(around.now()).toISOString());
  if (isFinal(status)) await around.table.update(marker);
  else await updateTogether([runStands(around.tableName, status), marker], status, around);
}

async function updateTogether(
  updates: readonly ConditionalUpdate[],
  status: PlacedStatus,
  around: Surroundings,
): Promise<void> {
  for (let tries = 0; tries < conflictTries; tries++) {
    if (tries > 0) await around.sleep(firstConflictWait * 2 ** (tries - 1));
    if ((await around.table.updateTogether(updates)) !== 'conflict') return;
  }
  throw new Error(
    `The marker of ${status.execution} was in other transactions on every one of ${conflictTries} tries.`,
  );
}
