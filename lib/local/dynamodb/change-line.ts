import { crc32 } from 'node:zlib';
import type { Item } from './attribute-value';
import type { Commit, KeptItem, TransactionToken } from './database';
import { keyOf } from './key-schema';

/** One line of a store's file: what is kept at once. */
export interface ChangeLine {
  readonly sequence: number;
  readonly items: readonly KeptItem[];
  readonly token: TransactionToken | undefined;
}

/** What a commit leaves behind. */
export function lineOfCommit({ sequence, writes, token }: Commit): ChangeLine {
  const items = writes.map(({ table, before, after }) => ({
    tableName: table.name,
    key: keyOf(after ?? before ?? {}, table.schema),
    item: after,
  }));
  return { sequence, items, token };
}

/** A line as text, with its end; it begins with a checksum of the rest. */
export function formatLine({ sequence, items, token }: ChangeLine): string {
  const json = JSON.stringify([
    sequence,
    items.map(({ tableName, key, item }) => [tableName, key, item ?? null]),
    ...(token === undefined ? [] : [token]),
  ]);
  return `${checksum(json)} ${json}\n`;
}

/** The line in a text without its end; undefined where it is not one. */
export function parseLine(text: string): ChangeLine | undefined {
  const json = text.slice(9);
  if (text.slice(0, 9) !== `${checksum(json)} `) return undefined;
  const [sequence, items, token]: [number, [string, Item, Item | null][], TransactionToken?] =
    JSON.parse(json);
  return {
    sequence,
    items: items.map(([tableName, key, item]) => ({ tableName, key, item: item ?? undefined })),
    token,
  };
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, '0');
}
