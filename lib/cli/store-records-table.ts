import { ServiceError } from '../local/dynamodb/service-error';
import type { Store } from '../local/dynamodb/store';
import { answeredItem } from '../records/answered-item';
import type { RecordsTable } from './records-table';

/** The records table in a store of this process. Closing it is the store's owner's. */
export function storeRecordsTable(name: string, store: Store): RecordsTable {
  return {
    name,
    get: async (request) => answeredItem((await store.call('GetItem', request)).Item),
    update: async (request) => {
      try {
        return answeredItem((await store.call('UpdateItem', request)).Attributes);
      } catch (error) {
        if (error instanceof ServiceError && error.name === 'ConditionalCheckFailedException')
          return undefined;
        throw error;
      }
    },
    close: async () => {},
  };
}
