/** The statuses in which an execution may still do something: by itself, or when it is redriven. */
export type UnfinishedStatus = 'RUNNING' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/**
 * An execution that has not succeeded. `PENDING_REDRIVE` is a status of a Map Run's children alone (ListExecutions
 * refuses it for a machine), whose parent is running then.
 */
export interface UnfinishedExecution {
  readonly arn: string;
  readonly status: UnfinishedStatus;
  /** Milliseconds since the epoch, as all times here. */
  readonly startedAt: number;
  /** Undefined while it is running. */
  readonly stoppedAt: number | undefined;
  /** The ARN of the machine's published version that it was started by; undefined where it was started without. */
  readonly machineVersion: string | undefined;
}

/** How long an execution can be redriven after its end ("Redriving executions", Step Functions Developer Guide). */
const redrivablePeriod = 14 * 24 * 60 * 60 * 1000;

/** Clocks differ, and the period "starts from the day" of the end: AWS is asked about a day more. */
const margin = 24 * 60 * 60 * 1000;

/** Whether an execution may still be redriven, as far as times tell; AWS itself knows more. */
export function inRedrivablePeriod({ status, stoppedAt }: UnfinishedExecution, now: number): boolean {
  return status !== 'RUNNING' && (stoppedAt === undefined || now - stoppedAt <= redrivablePeriod + margin);
}

/** Until when an execution that ended can be redriven. */
export function redrivableUntil(stoppedAt: number): number {
  return stoppedAt + redrivablePeriod;
}

/** The name of an execution. */
export function nameOfExecution(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}
