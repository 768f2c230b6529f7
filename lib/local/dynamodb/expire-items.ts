import type { Item } from './attribute-value';
import type { Database } from './database';
import { expiryOf } from './expiry-of';

/** "Items … older than 5 years … are not deleted" (Developer Guide, "Using time to live (TTL) in DynamoDB"), in seconds. */
const longestExpiry = 5 * 365 * 24 * 60 * 60;

/**
 * Deletes what has expired by the clock. AWS does it within a few days; here it is done as soon as the store is used
 * after the time.
 */
export function expireItems(database: Database): void {
  const now = database.clock.now() / 1000;
  for (const table of database.allTables) {
    if (table.timeToLiveAttribute === undefined || now < table.nextExpiry) continue;
    const expired: Item[] = [];
    let next = Number.POSITIVE_INFINITY;
    for (const item of table.scan(table.schema, undefined)) {
      const at = expiryOf(item, table.timeToLiveAttribute);
      if (at === undefined || at <= now - longestExpiry) continue;
      if (at <= now) expired.push(item);
      else next = Math.min(next, at);
    }
    for (const before of expired) database.commit([{ table, before, after: undefined }], 'expiry');
    table.nextExpiry = next;
  }
}
