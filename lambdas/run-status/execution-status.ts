import { executionName, isRunStatus, type RunStatus } from '../../lib/records/run-item';

/** What is known of an execution: from an event, or from asking. */
export interface ExecutionStatus {
  /** ARN. */
  readonly execution: string;
  readonly workflow: string;
  readonly executionName: string;
  readonly status: RunStatus;
  /** How often the execution has been redriven; undefined where the event does not say. */
  readonly redriveCount: number | undefined;
  /** ISO 8601; undefined while it goes on. */
  readonly stoppedAt: string | undefined;
  /** The error's name, where it failed with one. */
  readonly error: string | undefined;
}

/** `coded-actions-<stage>-<workflow>`: a stage's name has no hyphen (lib/stacks/stage.ts). */
const machineName = /^coded-actions-[a-z0-9]+-(?<workflow>.+)$/;

/**
 * What the detail of a "Step Functions Execution Status Change" event says. It "provides the same information as the
 * DescribeExecution API", its dates are milliseconds since the epoch (Step Functions Developer Guide, "Automating Step
 * Functions event delivery with EventBridge").
 *
 * @returns undefined for an execution that is of no workflow
 * @throws Error when the detail is not one of such an event
 */
export function statusOfEvent(detail: unknown): ExecutionStatus | undefined {
  if (typeof detail !== 'object' || detail === null) throw notAnEvent(detail);
  const fields: Readonly<Record<string, unknown>> = { ...detail };
  const { executionArn, status, stopDate, redriveCount, error } = fields;
  if (typeof executionArn !== 'string' || !isRunStatus(status)) throw notAnEvent(detail);
  const workflow = workflowOf(executionArn);
  if (workflow === undefined) return undefined;
  return {
    execution: executionArn,
    workflow,
    executionName: executionName(executionArn),
    status,
    redriveCount: typeof redriveCount === 'number' ? redriveCount : undefined,
    stoppedAt: typeof stopDate === 'number' ? new Date(stopDate).toISOString() : undefined,
    error: typeof error === 'string' ? error : undefined,
  };
}

/**
 * The workflow that an execution is of, by its ARN, `arn:aws:states:<region>:<account>:execution:<machine>:<name>`;
 * undefined where it is of none.
 */
export function workflowOf(executionArn: string): string | undefined {
  return machineName.exec(executionArn.split(':')[6] ?? '')?.groups?.workflow;
}

function notAnEvent(detail: unknown): Error {
  const text = JSON.stringify(detail) ?? String(detail);
  return new Error(`This is not the detail of an execution's status change: ${text.slice(0, 500)}`);
}
