import { ServiceError } from '../local/dynamodb/service-error';
import type { Store } from '../local/dynamodb/store';
import type { AttributeMap } from '../records/attribute-value';
import type { RecordsTable } from './records-table';

/** The records table in a store of this process. Closing it is the store's owner's. */
export function storeRecordsTable(name: string, store: Store): RecordsTable {
  return {
    name,
    get: async (request) => (await store.call('GetItem', request)).Item as AttributeMap | undefined,
    update: async (request) => {
      try {
        return (await store.call('UpdateItem', request)).Attributes as AttributeMap | undefined;
      } catch (error) {
        if (error instanceof ServiceError && error.name === 'ConditionalCheckFailedException')
          return undefined;
        throw error;
      }
    },
    close: async () => {},
  };
}
