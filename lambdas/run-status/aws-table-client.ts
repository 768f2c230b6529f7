import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { ownAttributes } from './own-attributes';
import type { TableClient } from './table-client';

/** Codes with which a transaction is canceled that may succeed when it is made again. */
const conflictCodes: readonly (string | undefined)[] = ['TransactionConflict', 'ThrottlingError'];

/** The writes, through the SDK's client. */
export function awsTableClient(client: DynamoDBClient): TableClient {
  return {
    update: async (update) => {
      try {
        const { Attributes } = await client.send(
          new UpdateItemCommand({
            ...update,
            ReturnValues: 'ALL_NEW',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return { done: true, item: ownAttributes(Attributes) };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return { done: false, item: ownAttributes(error.Item) };
      }
    },
    updateTogether: async (updates) => {
      try {
        await client.send(
          new TransactWriteItemsCommand({ TransactItems: updates.map((Update) => ({ Update })) }),
        );
        return 'done';
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error;
        const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code);
        if (codes.includes('ConditionalCheckFailed')) return 'refused';
        if (codes.some((code) => conflictCodes.includes(code))) return 'conflict';
        throw error;
      }
    },
  };
}
