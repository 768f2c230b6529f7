import { attributesOf } from './attributes';
import { type RecordName, runsByRecordKey, runsByStatusKey, runsByWorkflowKey } from './keys';
import type { RunStatus } from './run-item';
import type { QueryRequest } from './table-call';
import { indexNames } from './table-definition';

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

/** The query for a record's runs in all workflows. */
export function runsOfRecord(tableName: string, record: RecordName, range: RunRange = {}): QueryRequest {
  return query(tableName, indexNames.runsByRecord, 'runsByRecord', runsByRecordKey(record), range);
}

function query(
  tableName: string,
  indexName: string,
  attribute: string,
  key: string,
  range: RunRange,
): QueryRequest {
  const bound = range.startedBefore ?? range.startedSince;
  const comparison = range.startedBefore === undefined ? '>=' : '<';
  return {
    TableName: tableName,
    IndexName: indexName,
    KeyConditionExpression: `#key = :key${bound === undefined ? '' : ` AND startedAt ${comparison} :bound`}`,
    ExpressionAttributeNames: { '#key': attribute },
    ExpressionAttributeValues: attributesOf({ ':key': key, ':bound': bound }),
    ScanIndexForward: range.latestFirst !== true,
    ...(range.limit === undefined ? {} : { Limit: range.limit }),
  };
}
