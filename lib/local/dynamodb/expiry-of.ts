import { attribute, type Item } from './attribute-value';

/** When an item expires, in seconds since the epoch; undefined where it does not. */
export function expiryOf(item: Item, timeToLiveAttribute: string | undefined): number | undefined {
  const value = timeToLiveAttribute === undefined ? undefined : attribute(item, timeToLiveAttribute);
  return value !== undefined && 'N' in value ? Number(value.N) : undefined;
}
