import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SFNClient } from '@aws-sdk/client-sfn';
import { awsTableClient } from './aws-table-client';
import { describeExecution } from './describe-execution';
import { statusOfEvent } from './execution-status';
import { tableName } from './stage-settings';
import { writeRunStatus } from './write-run-status';

// Clients outside of the handler: a warm function keeps their connections.
const table = awsTableClient(new DynamoDBClient());
const stepFunctions = new SFNClient();

/**
 * Hears "Step Functions Execution Status Change" events and keeps runs and markers by them. It throws when that cannot
 * be done, so that Lambda tries again and the event ends with the dead letters.
 */
export async function handler(event: { readonly detail?: unknown }): Promise<void> {
  const heard = statusOfEvent(event.detail);
  if (heard === undefined) return;
  const { redriveCount } = heard;
  // An event that does not say which attempt it is of has no place in time; what the execution is now has.
  const status =
    redriveCount === undefined
      ? await describeExecution(stepFunctions, heard.execution)
      : { ...heard, redriveCount };
  if (status === undefined) return;
  const outcome = await writeRunStatus(status, {
    tableName: tableName(process.env),
    table,
    now: Date.now,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  });
  console.log(JSON.stringify({ execution: status.execution, status: status.status, outcome }));
}
