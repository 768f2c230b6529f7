import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { ownAttributes } from '../../../lambdas/run-status/own-attributes';
import { putRecord, putRecordRequests } from '../../../lib/records/put-record';
import { named } from '../worlds/world';

/** Stores a contact as `coded-actions records put` does. */
export async function putContact(
  client: DynamoDBClient,
  objectId: string,
  properties: Readonly<Record<string, string>>,
): Promise<void> {
  const record = { objectType: 'contact', objectId, properties };
  await putRecord(putRecordRequests(named('records'), record, new Date().toISOString()), async (update) => {
    try {
      const { Attributes } = await client.send(new UpdateItemCommand(update));
      return ownAttributes(Attributes);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  });
}
