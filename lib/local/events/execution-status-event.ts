import { randomUUID } from 'node:crypto';
import { type EventEnvelope, envelopeTime } from './event-envelope';

/** What an execution's status change is told from; times in milliseconds since the epoch. */
export interface ExecutionStatusChange {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: string;
  readonly startDate: number;
  readonly stopDate: number | null;
  /** JSON text. */
  readonly input: string;
  /** JSON text. */
  readonly output: string | null;
  readonly error?: string;
  readonly cause?: string;
  readonly redriveCount: number;
  readonly redriveDate: number | null;
}

/** Beyond this, in bytes, input and output are left out of the event. */
const MAXIMUM_DATA = 248 * 1024;

/**
 * The event that Step Functions puts on the default bus ("Step Functions events payload" in "Automating event
 * delivery with EventBridge": *Step Functions Execution Status Change*).
 */
export function executionStatusEvent(
  change: ExecutionStatusChange,
  { account, region, now }: { account: string; region: string; now: number },
): EventEnvelope {
  const { status, input, output, error, cause } = change;
  const included = Buffer.byteLength(input) + Buffer.byteLength(output ?? '') <= MAXIMUM_DATA;
  const isRedrivable = status !== 'RUNNING' && status !== 'SUCCEEDED';
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Step Functions Execution Status Change',
    source: 'aws.states',
    account,
    time: envelopeTime(now),
    region,
    resources: [change.executionArn],
    detail: {
      executionArn: change.executionArn,
      stateMachineArn: change.stateMachineArn,
      name: change.name,
      status,
      startDate: change.startDate,
      stopDate: change.stopDate,
      input: included ? input : null,
      output: included ? output : null,
      stateMachineVersionArn: null,
      stateMachineAliasArn: null,
      redriveCount: change.redriveCount,
      redriveDate: change.redriveDate,
      redriveStatus: isRedrivable ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
      redriveStatusReason: isRedrivable ? null : `Execution is ${status} and cannot be redriven`,
      inputDetails: { included },
      outputDetails: output === null ? null : { included },
      error: error ?? null,
      cause: cause ?? null,
    },
  };
}
