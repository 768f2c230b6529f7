import type { TableClient } from '../../../lambdas/run-status/table-client';
import { ServiceError } from '../../../lib/local/dynamodb/service-error';
import type { Store } from '../../../lib/local/dynamodb/store';
import type { AttributeMap } from '../../../lib/records/attribute-value';

/** The writes of the Lambdas, on an embedded store. */
export function embeddedTableClient(store: Store): TableClient {
  return {
    update: async (update) => {
      try {
        const options = { ReturnValues: 'ALL_NEW', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
        const { Attributes } = await store.call('UpdateItem', { ...update, ...options });
        return { done: true, item: asItem(Attributes) };
      } catch (error) {
        if (!(error instanceof ServiceError) || error.name !== 'ConditionalCheckFailedException') throw error;
        return { done: false, item: asItem(error.details.Item) };
      }
    },
    updateTogether: async (updates) => {
      try {
        await store.call('TransactWriteItems', { TransactItems: updates.map((Update) => ({ Update })) });
        return 'done';
      } catch (error) {
        if (!(error instanceof ServiceError) || error.name !== 'TransactionCanceledException') throw error;
        return 'refused';
      }
    },
  };
}

function asItem(item: unknown): AttributeMap | undefined {
  return item === undefined ? undefined : JSON.parse(JSON.stringify(item));
}
