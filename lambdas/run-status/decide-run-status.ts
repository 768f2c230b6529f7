import { attributesOf } from '../../lib/records/attributes';
import { markerKey, runKey, runsByStatusKey } from '../../lib/records/keys';
import { markerStatuses } from '../../lib/records/marker-item';
import type { Run, RunStatus } from '../../lib/records/run-item';
import type { ConditionalUpdate } from '../../lib/records/table-call';
import type { ExecutionStatus } from './execution-status';

/** A status of which the number of redrives is known, so that it has a place in time. */
export type PlacedStatus = ExecutionStatus & { readonly redriveCount: number };

/** What becomes of the marker of an execution's record: the execution gives it back, or has it again. */
export type MarkerChange = 'end' | 'take' | 'none';

/** Statuses that an execution can leave only by a redrive, or not at all. */
const terminal: readonly RunStatus[] = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'];

/**
 * Whether a status is news to the run. That an execution began is not: it writes its run itself, when it enrolls.
 * `PENDING_REDRIVE` is a status of children of a distributed Map, which no workflow's machine is.
 */
export function isNews(status: PlacedStatus): boolean {
  return terminal.includes(status.status) || (status.status === 'RUNNING' && status.redriveCount > 0);
}

/** What a status that is news means for the marker. */
export function markerChange(status: PlacedStatus): MarkerChange {
  if (terminal.includes(status.status)) return 'end';
  return isNews(status) ? 'take' : 'none';
}

/** Whether no later status can follow: then the marker needs no look at the run. */
export function isFinal(status: PlacedStatus): boolean {
  return status.status === 'SUCCEEDED';
}

/**
 * The update that writes a status into its run, unless the run knows a later one. Statuses come in the order of their
 * redrives, and within one, what ended comes after what is running; events arrive in any order, and more than once.
 * Where there is no run, the record was not enrolled, and none is made.
 */
export function runUpdate(tableName: string, status: PlacedStatus): ConditionalUpdate {
  const { workflow, stoppedAt, error } = status;
  const optional = { stoppedAt, error };
  const absent = Object.entries(optional).flatMap(([name, value]) =>
    value === undefined ? [`#${name}`] : [],
  );
  const present = Object.entries(optional).flatMap(([name, value]) =>
    value === undefined ? [] : [`#${name} = :${name}`],
  );
  const sets = [
    '#status = :status',
    '#redriveCount = :redriveCount',
    '#runsByStatus = :runsByStatus',
    ...present,
  ];
  return {
    TableName: tableName,
    Key: attributesOf({ ...runKey(workflow, status.executionName) }),
    UpdateExpression: `SET ${sets.join(', ')}${absent.length === 0 ? '' : ` REMOVE ${absent.join(', ')}`}`,
    ConditionExpression:
      'attribute_exists(pk) AND (#redriveCount < :redriveCount OR (#redriveCount = :redriveCount AND #status IN (:running, :status)))',
    ExpressionAttributeNames: namesOf('status', 'redriveCount', 'runsByStatus', 'stoppedAt', 'error'),
    ExpressionAttributeValues: attributesOf({
      ':status': status.status,
      ':running': 'RUNNING' satisfies RunStatus,
      ':redriveCount': status.redriveCount,
      ':runsByStatus': runsByStatusKey(workflow, status.status),
      ':stoppedAt': stoppedAt,
      ':error': error,
    }),
  };
}

/** An update of the run that changes nothing, and holds only while the run's status is this one. */
export function runStands(tableName: string, status: PlacedStatus): ConditionalUpdate {
  return {
    TableName: tableName,
    Key: attributesOf({ ...runKey(status.workflow, status.executionName) }),
    UpdateExpression: 'SET #status = :status',
    ConditionExpression: '#redriveCount = :redriveCount AND #status = :status',
    ExpressionAttributeNames: namesOf('status', 'redriveCount'),
    ExpressionAttributeValues: attributesOf({
      ':status': status.status,
      ':redriveCount': status.redriveCount,
    }),
  };
}

/**
 * The update of the marker, which holds only while it is this execution's: another may have entered since.
 *
 * @param now ISO 8601, for an end whose time is not known
 */
export function markerUpdate(
  tableName: string,
  status: PlacedStatus,
  run: Run,
  now: string,
): ConditionalUpdate {
  const ends = markerChange(status) === 'end';
  return {
    TableName: tableName,
    Key: attributesOf({ ...markerKey(run, status.workflow) }),
    UpdateExpression: ends
      ? 'SET #status = :next, #endedAt = :endedAt'
      : 'SET #status = :next REMOVE #endedAt',
    ConditionExpression: '#execution = :execution AND #status = :from',
    ExpressionAttributeNames: namesOf('status', 'endedAt', 'execution'),
    ExpressionAttributeValues: attributesOf({
      ':execution': status.execution,
      ':from': ends ? markerStatuses.active : markerStatuses.ended,
      ':next': ends ? markerStatuses.ended : markerStatuses.active,
      ':endedAt': ends ? (status.stoppedAt ?? now) : undefined,
    }),
  };
}

/** Names go by reference: some are reserved words. */
function namesOf(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [`#${name}`, name]));
}
