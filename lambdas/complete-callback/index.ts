import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SFNClient } from '@aws-sdk/client-sfn';
import type { AttributeMap } from '../../lib/records/attribute-value';
import { type Completion, completeWait } from '../../lib/records/complete-wait';
import { waitFromItem } from '../../lib/records/wait-item';
import { readDeclaredTypes } from '../../lib/workflow/declared-types';
import { leftOutOutputs, leftOutText } from '../../lib/workflow/left-out-outputs';
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
 * event ends with the dead letters. So it does with what completes nothing, which no repetition mends: the queue is where
 * whoever is on call looks, since its alarm is raised, and two more tries in three minutes are the price. What the step
 * leaves out of a completion is logged as a warning: the sender hears no answer.
 */
export async function handler(event: { readonly detail?: unknown }): Promise<void> {
  const failures: unknown[] = [];
  for (const completion of completionsOfEvent(event.detail)) {
    const { callbackId } = completion;
    try {
      let item: AttributeMap | undefined;
      const outcome = await completeWait(completion, {
        tableName: tableName(process.env),
        now: Date.now,
        update: async (update) => {
          const updated = await table.update(update);
          item = updated.item;
          return updated;
        },
        succeed: (token, output) => sendTaskSuccess(stepFunctions, token, output),
      });
      const leftOut = outcome === 'completed' ? leftOutOf(completion, item) : [];
      const line = { callbackId, outcome, ...(leftOut.length === 0 ? {} : { leftOut }) };
      if (leftOut.length === 0) console.log(JSON.stringify(line));
      else console.warn(JSON.stringify(line));
    } catch (error) {
      console.error(JSON.stringify({ callbackId, error: String(error) }));
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

/** What the step will not have of a completion, in the words of its own log. A pause says what its step declares. */
function leftOutOf({ outputs }: Completion, item: AttributeMap | undefined): readonly string[] {
  const declared = readDeclaredTypes(item && waitFromItem(item).pause?.declared);
  return declared === undefined ? [] : leftOutOutputs(outputs, declared).map(leftOutText);
}
