import type { ExecutionRecord } from './local-step-functions';

/** An execution in the shape of `DescribeExecution`, its times in milliseconds since the epoch. */
export interface ExecutionDescription {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: string;
  readonly startDate: number;
  readonly stopDate?: number;
  /** JSON text. */
  readonly input: string;
  readonly inputDetails: { readonly included: boolean };
  /** JSON text. */
  readonly output?: string;
  readonly outputDetails?: { readonly included: boolean };
  readonly error?: string;
  readonly cause?: string;
  readonly redriveCount: number;
  readonly redriveDate?: number;
  readonly redriveStatus: 'REDRIVABLE' | 'NOT_REDRIVABLE';
  readonly redriveStatusReason?: string;
}

/** Describes an execution as it is now; how it ended stands in the last event of its history. */
export function describeExecution({
  machine,
  input,
  execution,
  redriveDate,
}: ExecutionRecord): ExecutionDescription {
  const { status } = execution;
  const last = status === 'RUNNING' ? undefined : execution.history.at(-1);
  const { output } = last?.executionSucceededEventDetails ?? {};
  const { error, cause } =
    last?.executionFailedEventDetails ??
    last?.executionTimedOutEventDetails ??
    last?.executionAbortedEventDetails ??
    {};
  const isRedrivable = status !== 'RUNNING' && status !== 'SUCCEEDED';
  return {
    executionArn: execution.arn,
    stateMachineArn: machine.arn,
    name: execution.name,
    status,
    startDate: execution.startTime,
    ...(execution.stopTime === undefined ? {} : { stopDate: execution.stopTime }),
    input,
    inputDetails: { included: true },
    ...(typeof output === 'string' ? { output, outputDetails: { included: true } } : {}),
    ...(typeof error === 'string' ? { error } : {}),
    ...(typeof cause === 'string' ? { cause } : {}),
    redriveCount: execution.redriveCount,
    ...(redriveDate === undefined ? {} : { redriveDate }),
    ...(isRedrivable
      ? { redriveStatus: 'REDRIVABLE' }
      : {
          redriveStatus: 'NOT_REDRIVABLE',
          redriveStatusReason: `Execution is ${status} and cannot be redriven`,
        }),
  };
}
