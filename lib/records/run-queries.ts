import { attributesOf } from './attributes';
import { type RecordName, runsByRecordKey, runsByStatusKey, runsByWorkflowKey } from './keys';
import type { RunStatus } from './run-item';
import type { QueryRequest } from './table-call';
import { indexNames } from './table-definition';
import { waitPrefix } from './wait-item';

/** Which part of an index's runs, in the order of their start. */
export interface RunRange {
  /** ISO 8601; only runs that started before it. */
  readonly startedBefore?: string;
  /** ISO 8601; only runs that started then or later. Not with `startedBefore`. */
  readonly startedSince?: string;
  /** True for the latest first. */
  readonly latestFirst?: boolean;
  /** How many at most a page. */
  readonly limit?: number;
}

/** The query for a workflow's runs. */
export function runsOfWorkflow(tableName: string, workflow: string, range: RunRange = {}): QueryRequest {
  return query(tableName, indexNames.runsByWorkflow, 'runsByWorkflow', runsByWorkflowKey(workflow), range);
}

/** The query for a workflow's runs of one status. */
export function runsOfStatus(
  tableName: string,
  workflow: string,
  status: RunStatus,
  range: RunRange = {},
): QueryRequest {
  return query(tableName, indexNames.runsByStatus, 'runsByStatus', runsByStatusKey(workflow, status), range);
}

/** The query for a record's runs in all workflows. Its pauses stand behind them in the index, and are left out. */
export function runsOfRecord(tableName: string, record: RecordName, range: RunRange = {}): QueryRequest {
  return query(tableName, indexNames.runsByRecord, 'runsByRecord', runsByRecordKey(record), range);
}

/** The query for a record's pauses, those that are over included: their items go to `waitFromItem`. */
export function waitsOfRecord(tableName: string, record: RecordName): QueryRequest {
  return {
    TableName: tableName,
    IndexName: indexNames.runsByRecord,
    KeyConditionExpression: '#key = :key AND begins_with(startedAt, :waits)',
    ExpressionAttributeNames: { '#key': 'runsByRecord' },
    ExpressionAttributeValues: attributesOf({ ':key': runsByRecordKey(record), ':waits': waitPrefix }),
  };
}

function query(
  tableName: string,
  indexName: string,
  attribute: string,
  key: string,
  range: RunRange,
): QueryRequest {
  const { startedBefore, startedSince } = range;
  // Times begin with a digit, and so stand before the prefix of pauses.
  const condition =
    startedBefore !== undefined || startedSince === undefined
      ? 'startedAt < :before'
      : 'startedAt BETWEEN :since AND :before';
  return {
    TableName: tableName,
    IndexName: indexName,
    KeyConditionExpression: `#key = :key AND ${condition}`,
    ExpressionAttributeNames: { '#key': attribute },
    ExpressionAttributeValues: attributesOf({
      ':key': key,
      ':before': startedBefore ?? waitPrefix,
      ':since': startedBefore === undefined ? startedSince : undefined,
    }),
    ScanIndexForward: range.latestFirst !== true,
    ...(range.limit === undefined ? {} : { Limit: range.limit }),
  };
}
