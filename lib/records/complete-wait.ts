import type { AttributeMap } from './attribute-value';
import { attributesOf, schemaVersion } from './attributes';
import { CompletionTooLargeError } from './completion-too-large-error';
import { expiryAfter, waitItemLifetime } from './expiry';
import { waitKey } from './keys';
import type { ConditionalUpdate } from './table-call';
import { waitFromItem } from './wait-item';

/** What completes a pause. */
export interface Completion {
  readonly callbackId: string;
  /** What the step gives, as its action would have given it in `outputFields`. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** What a completion came to. */
export type CompletionOutcome =
  /** The run goes on with the outputs. */
  | 'completed'
  /** No run has paused with this id yet: the outputs are kept for the one that does. */
  | 'stored'
  /** It was completed before, with outputs that stand. */
  | 'completed-before'
  /** The run does not wait any more: the pause expired, or the run was stopped. A redrive of it finds the outputs. */
  | 'over';

/** The services that a completion needs. */
export interface CompletionServices {
  readonly tableName: string;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Gives the item as it is then, or as it is where the condition failed. */
  update(
    update: ConditionalUpdate,
  ): Promise<{ readonly done: boolean; readonly item: AttributeMap | undefined }>;
  /** SendTaskSuccess; `over` for TaskTimedOut, TaskDoesNotExist and InvalidToken. */
  succeed(token: string, output: string): Promise<'sent' | 'over'>;
}

/** A state's payload is 262,144 bytes ("Step Functions service quotas"), of which the token's way takes a few. */
const largestOutputs = 262_144 - 4_096;

/**
 * Completes a pause: the outputs are stored first, on condition that none are, and then sent to the run that waits, if
 * one does. Whoever comes second changes nothing. When the first got lost between the two, a repetition sends what was
 * stored, which a run takes once at most.
 *
 * @throws CompletionTooLargeError before anything is stored
 * @throws what the services throw; then the same completion may be made again
 */
export async function completeWait(
  completion: Completion,
  services: CompletionServices,
): Promise<CompletionOutcome> {
  const { done, item } = await services.update(completionUpdate(completion, services));
  if (item === undefined) throw new Error(`The update of the wait ${completion.callbackId} gave no item.`);
  const { pause, completion: stored } = waitFromItem(item);
  if (pause === undefined || stored === undefined) return done ? 'stored' : 'completed-before';
  const sent = await services.succeed(pause.token, stored.outputs);
  if (sent === 'sent') return 'completed';
  // Whoever comes again must hear the same: that these outputs reached no run.
  if (done) await services.update(missedUpdate(completion, services));
  return done || stored.missedAt !== undefined ? 'over' : 'completed-before';
}

function missedUpdate({ callbackId }: Completion, { tableName, now }: CompletionServices): ConditionalUpdate {
  return {
    TableName: tableName,
    Key: attributesOf({ ...waitKey(callbackId) }),
    UpdateExpression: 'SET #missedAt = :at',
    ConditionExpression: 'attribute_exists(#outputs)',
    ExpressionAttributeNames: { '#missedAt': 'missedAt', '#outputs': 'outputs' },
    ExpressionAttributeValues: attributesOf({ ':at': new Date(now()).toISOString() }),
  };
}

function completionUpdate(
  { callbackId, outputs }: Completion,
  { tableName, now }: CompletionServices,
): ConditionalUpdate {
  const text = JSON.stringify(withoutNulls(outputs));
  const size = Buffer.byteLength(text);
  if (size > largestOutputs) throw new CompletionTooLargeError(callbackId, size, largestOutputs);
  const at = new Date(now()).toISOString();
  return {
    TableName: tableName,
    Key: attributesOf({ ...waitKey(callbackId) }),
    UpdateExpression:
      'SET #outputs = :outputs, #completedAt = :at, #callbackId = :callbackId, #schemaVersion = :schemaVersion, ' +
      '#expiresAt = if_not_exists(#expiresAt, :expiresAt)',
    ConditionExpression: 'attribute_not_exists(#outputs)',
    ExpressionAttributeNames: {
      '#outputs': 'outputs',
      '#completedAt': 'completedAt',
      '#callbackId': 'callbackId',
      '#schemaVersion': 'schemaVersion',
      '#expiresAt': 'expiresAt',
    },
    ExpressionAttributeValues: attributesOf({
      ':outputs': text,
      ':at': at,
      ':callbackId': callbackId,
      ':schemaVersion': schemaVersion,
      ':expiresAt': expiryAfter(at, waitItemLifetime),
    }),
  };
}

/** Absent and null are one: nulls are dropped from objects, at any depth. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => (inner === null ? [] : [[name, withoutNulls(inner)]])),
  );
}
