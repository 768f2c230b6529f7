import type { AttributeMap } from './attribute-value';
import { attributesOf, numberAttribute, optionalString, schemaVersion, stringAttribute } from './attributes';
import { expiryAfter, runLifetime } from './expiry';
import { runKey, runsByRecordKey, runsByStatusKey, runsByWorkflowKey } from './keys';
import { MalformedItemError } from './malformed-item-error';

/** The statuses of an execution (Step Functions API Reference, "DescribeExecution"). */
export const runStatuses = [
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
  'TIMED_OUT',
  'ABORTED',
  'PENDING_REDRIVE',
] as const;

/** The status of a run. */
export type RunStatus = (typeof runStatuses)[number];

/** One execution as the user sees it. */
export interface Run {
  /** ARN. */
  readonly execution: string;
  readonly workflow: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly status: RunStatus;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly stoppedAt?: string;
  /** How often the execution has been redriven. */
  readonly redriveCount: number;
  /** The error's name, where the execution failed. */
  readonly error?: string;
}

/** The name of an execution: the last part of its ARN. */
export function executionName(executionArn: string): string {
  return executionArn.slice(executionArn.lastIndexOf(':') + 1);
}

/** Whether a text is the status of a run. */
export function isRunStatus(status: unknown): status is RunStatus {
  return runStatuses.some((known) => known === status);
}

/** A run as an item, with what its indexes need. */
export function runToItem(run: Run): AttributeMap {
  return attributesOf({
    ...runKey(run.workflow, executionName(run.execution)),
    schemaVersion,
    ...run,
    runsByWorkflow: runsByWorkflowKey(run.workflow),
    runsByStatus: runsByStatusKey(run.workflow, run.status),
    runsByRecord: runsByRecordKey(run),
    expiresAt: expiryAfter(run.startedAt, runLifetime),
  });
}

/** An item as a run. @throws MalformedItemError when it is not one. */
export function runFromItem(item: AttributeMap): Run {
  const status = stringAttribute(item, 'status');
  if (!isRunStatus(status)) throw new MalformedItemError('status', `one of ${runStatuses.join(', ')}`, item);
  const stoppedAt = optionalString(item, 'stoppedAt');
  const error = optionalString(item, 'error');
  return {
    execution: stringAttribute(item, 'execution'),
    workflow: stringAttribute(item, 'workflow'),
    objectType: stringAttribute(item, 'objectType'),
    objectId: stringAttribute(item, 'objectId'),
    status,
    startedAt: stringAttribute(item, 'startedAt'),
    ...(stoppedAt === undefined ? {} : { stoppedAt }),
    redriveCount: numberAttribute(item, 'redriveCount'),
    ...(error === undefined ? {} : { error }),
  };
}
