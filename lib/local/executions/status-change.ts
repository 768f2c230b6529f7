import type { ExecutionStatusChange } from '../events/execution-status-event';
import type { Outcome } from '../states';
import type { ExecutionRecord } from './local-step-functions';

/** A status change as its event tells it. @param outcome how it ended; undefined when it starts or is redriven */
export function statusChange(record: ExecutionRecord, outcome: Outcome | undefined): ExecutionStatusChange {
  const { machine, input, execution, redriveDate } = record;
  return {
    executionArn: execution.arn,
    stateMachineArn: machine.arn,
    name: execution.name,
    status: outcome?.status ?? 'RUNNING',
    startDate: execution.startTime,
    stopDate: outcome === undefined ? null : (execution.stopTime ?? null),
    input,
    output: outcome?.output === undefined ? null : JSON.stringify(outcome.output),
    ...(outcome?.error === undefined ? {} : { error: outcome.error }),
    ...(outcome?.cause === undefined ? {} : { cause: outcome.cause }),
    redriveCount: execution.redriveCount,
    redriveDate: redriveDate ?? null,
  };
}
