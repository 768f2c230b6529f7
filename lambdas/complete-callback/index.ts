import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SFNClient } from '@aws-sdk/client-sfn';
import { completeWait } from '../../lib/records/complete-wait';
import { awsTableClient } from '../run-status/aws-table-client';
import { tableName } from '../run-status/stage-settings';
import { completionsOfEvent } from './completions-of-event';
import { sendTaskSuccess } from './task-success';

// Clients outside of the handler: a warm function keeps their connections.
const table = awsTableClient(new DynamoDBClient());
const stepFunctions = new SFNClient();

/**
 * Hears `callback.complete` events and completes the pauses that they name. It throws when one of them
 * cannot be, after the others were: Lambda then tries all again, which changes nothing for those that are done, and the
 * event ends with the dead letters.
 */
export async function handler(event: { readonly detail?: unknown }): Promise<void> {
  const failures: unknown[] = [];
  for (const completion of completionsOfEvent(event.detail)) {
    const { callbackId } = completion;
    try {
      const outcome = await completeWait(completion, {
        tableName: tableName(process.env),
        now: Date.now,
        update: (update) => table.update(update),
        succeed: (token, output) => sendTaskSuccess(stepFunctions, token, output),
      });
      console.log(JSON.stringify({ callbackId, outcome }));
    } catch (error) {
      console.error(JSON.stringify({ callbackId, error: String(error) }));
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
