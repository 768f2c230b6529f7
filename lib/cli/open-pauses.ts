import type { AttributeMap } from '../records/attribute-value';
import { type Wait, waitFromItem } from '../records/wait-item';
import type { CallbacksService } from './callbacks-service';

/** A pause that somebody can complete. */
export interface OpenPause {
  readonly callbackId: string;
  readonly workflow: string;
  readonly step: string;
  readonly execution: string;
  readonly objectType: string;
  readonly objectId: string;
  /** ISO 8601, by the clock of the machine that waits. */
  readonly since: string;
  readonly until: string;
}

/**
 * Those of wait items that are open. A local runtime knows which of its runs wait, and its clock jumps, so that it is
 * asked; of a stage it is those that are not completed and whose time is not over. The one that began first comes first.
 */
export async function openPauses(
  items: readonly AttributeMap[],
  service: Pick<CallbacksService, 'now' | 'local'>,
): Promise<readonly OpenPause[]> {
  const looked = await Promise.all(items.map(async (item) => openPause(waitFromItem(item), service)));
  const open = looked.filter((pause) => pause !== undefined);
  return open.sort((one, other) => Date.parse(one.since) - Date.parse(other.since));
}

async function openPause(
  { callbackId, pause, completion }: Wait,
  { now, local }: Pick<CallbacksService, 'now' | 'local'>,
): Promise<OpenPause | undefined> {
  if (pause === undefined || completion !== undefined) return undefined;
  const isOpen = local === undefined ? Date.parse(pause.until) >= now() : await local.isWaiting(pause.token);
  if (!isOpen) return undefined;
  const { workflow, step, execution, objectType, objectId, since, until } = pause;
  return { callbackId, workflow, step, execution, objectType, objectId, since, until };
}
