import type { Store } from '../../../lib/local/dynamodb/store';
import type { AttributeMap } from '../../../lib/records/attribute-value';

/** The item that a GetItem finds, in the types of `lib/records`. */
export async function storedItem(store: Store, request: object): Promise<AttributeMap | undefined> {
  const { Item } = await store.call('GetItem', request);
  return Item === undefined ? undefined : JSON.parse(JSON.stringify(Item));
}
