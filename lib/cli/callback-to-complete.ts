import type { AttributeMap } from '../records/attribute-value';
import { attributesOf } from '../records/attributes';
import { type Key, runKey, waitKey } from '../records/keys';
import { type Run, runFromItem } from '../records/run-item';
import { waitsOfRecord } from '../records/run-queries';
import { type Wait, waitFromItem } from '../records/wait-item';
import { type DeclaredTypes, readDeclaredTypes } from '../workflow/declared-types';
import { didYouMean } from '../workflow/did-you-mean';
import { CallbackError } from './callback-error';
import { type CallbackId, readCallbackId } from './callback-id';
import type { CallbacksService } from './callbacks-service';
import { nearCallback } from './near-callback';
import { openPauses } from './open-pauses';
import { type PausingSteps, pausingSteps } from './pausing-steps';

/** What is known of a callback before it is completed. */
export interface CallbackToComplete {
  readonly step: string;
  /** What the step takes; undefined where nothing says it, and where it was completed before, so that nothing will change. */
  readonly declared: DeclaredTypes | undefined;
}

/**
 * Looks at a callback before anything is stored under its id, where it would stand for ever: whether it can be one, and
 * what its step takes. A pause says it itself. Of one that has not come yet the run is known, since it enrolled a record
 * before its action ran, and the definition that the run goes by.
 *
 * @throws CallbackError for an id of no run, or of no step that may pause, and for a run that cannot pause any more
 */
export async function callbackToComplete(
  callbackId: string,
  service: CallbacksService,
): Promise<CallbackToComplete> {
  const id = readCallbackId(callbackId);
  if (id === undefined) {
    const message = `This is no id of a callback: ${callbackId}. One is <workflow>:<run>:<step>:<visit>.`;
    throw new CallbackError(message, await nearOf(callbackId, undefined, service));
  }
  const item = await itemOf(waitKey(callbackId), service);
  const wait = item && waitFromItem(item);
  if (wait?.pause !== undefined) return { step: id.step, declared: await declaredBy(wait, id, service) };
  const runItem = await itemOf(runKey(id.workflow, id.run), service);
  if (runItem === undefined) {
    const message = `There is no run ${id.run} of ${id.workflow}: nothing will ever pause as ${callbackId}.`;
    throw new CallbackError(message, await nearOf(callbackId, undefined, service));
  }
  const run = runFromItem(runItem);
  if (run.status === 'SUCCEEDED') {
    throw new CallbackError(
      `The run ${id.run} of ${id.workflow} has ended, and never paused as ${callbackId}.`,
      await nearOf(callbackId, run, service),
    );
  }
  const steps = await stepsOf(run.execution, id, service);
  if (steps !== undefined && !steps.has(id.step)) {
    throw new CallbackError(
      `The run ${id.run} of ${id.workflow} has no step ${id.step} that may pause.`,
      didYouMean(id.step, steps.keys(), 'steps that may pause'),
    );
  }
  return { step: id.step, declared: wait?.completion === undefined ? steps?.get(id.step) : undefined };
}

async function declaredBy(
  { pause, completion }: Wait,
  id: CallbackId,
  service: CallbacksService,
): Promise<DeclaredTypes | undefined> {
  if (pause === undefined || completion !== undefined) return undefined;
  const declared = readDeclaredTypes(pause.declared);
  // A local run may have ended with its runtime; a stage is asked only for a pause that an older version has stored.
  if (declared !== undefined && service.local === undefined) return declared;
  const steps = await stepsOf(pause.execution, id, service);
  return declared ?? steps?.get(id.step);
}

/** @throws CallbackError for a run of a local runtime that has ended */
async function stepsOf(
  execution: string,
  { workflow, run }: CallbackId,
  service: CallbacksService,
): Promise<PausingSteps | undefined> {
  const definition = await service.definitionOf(execution);
  if (definition === undefined && service.local !== undefined) {
    throw new CallbackError(
      `The run ${run} of ${workflow} has ended with the local runtime that it ran in, and does not go on.`,
      'An event enrolls the record again, if the workflow re-enrolls.',
    );
  }
  return definition === undefined ? undefined : pausingSteps(definition);
}

async function itemOf(key: Key, { tableName, get }: CallbacksService): Promise<AttributeMap | undefined> {
  return get({ TableName: tableName, Key: attributesOf({ ...key }), ConsistentRead: true });
}

/** The id that was meant, of all that wait where those can be listed, else of those of the run's record. */
async function nearOf(written: string, run: Run | undefined, service: CallbacksService): Promise<string> {
  const items =
    service.local !== undefined
      ? await service.local.waits()
      : run === undefined
        ? undefined
        : await service.query(waitsOfRecord(service.tableName, run));
  if (items === undefined) return '`callbacks list <objectType> <objectId>` lists what waits for a record.';
  const open = await openPauses(items, service);
  return nearCallback(
    written,
    open.map(({ callbackId }) => callbackId),
  );
}
