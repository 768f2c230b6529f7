import type { Item } from './attribute-value';
import { equalValues } from './compare-values';
import { keyOf } from './key-schema';
import { ServiceError } from './service-error';
import { Table } from './table';
import type { TableDefinition } from './table-definition';

/** Tells the time, in milliseconds since the epoch: the machine's own, or one that runs at speed. */
export interface Clock {
  now(): number;
}

/** One item's new state; undefined is no item. */
export interface Write {
  readonly table: Table;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/** What a table's stream tells of one change. */
export interface ChangeRecord {
  readonly tableName: string;
  readonly keys: Item;
  readonly oldImage: Item | undefined;
  readonly newImage: Item | undefined;
  /** Rises with every change of the store. */
  readonly sequence: number;
  /** Whether a request asked for it, or the item expired. */
  readonly cause: 'request' | 'expiry';
}

/** A transaction that must not be done again under its token. */
export interface TransactionToken {
  readonly token: string;
  /** What the request was, to refuse another one under the same token. */
  readonly fingerprint: string;
  /** When it was done, in milliseconds since the epoch. */
  readonly at: number;
}

/** What is done at once: all of it is kept, or nothing. */
export interface Commit {
  readonly sequence: number;
  readonly writes: readonly Write[];
  readonly token: TransactionToken | undefined;
}

/**
 * The tables in memory. Every operation runs from its first read to its commit without giving way to another, so that
 * all are serializable: transactions never meet a conflict here, where AWS would report `TransactionConflict`.
 */
export class Database {
  private readonly tables: ReadonlyMap<string, Table>;
  private readonly tokens = new Map<string, TransactionToken>();
  /** Items of tables that are not defined now: a file keeps them for when they are again. */
  private readonly others = new Map<string, KeptItem>();
  private sequence = 0;
  private readonly untold: ChangeRecord[] = [];
  private telling = false;

  /**
   * @param keep keeps a commit for good before it is seen; what it throws undoes the operation
   * @param tell is told of each change in order, after all that belong together were made
   */
  constructor(
    definitions: readonly TableDefinition[],
    readonly clock: Clock,
    private readonly keep: (commit: Commit) => void,
    private readonly tell: (change: ChangeRecord) => void,
  ) {
    this.tables = new Map(definitions.map((definition) => [definition.TableName, new Table(definition)]));
  }

  get tableNames(): string[] {
    return [...this.tables.keys()].sort();
  }

  /** @throws ServiceError when there is no such table */
  table(name: string): Table {
    const table = this.tables.get(name);
    if (table !== undefined) return table;
    throw new ServiceError('ResourceNotFoundException', 'Cannot do operations on a non-existent table');
  }

  /** The token of a transaction done in the last ten minutes. */
  token(token: string): TransactionToken | undefined {
    const found = this.tokens.get(token);
    return found !== undefined && this.clock.now() - found.at < tokenLifetime ? found : undefined;
  }

  /** Does all writes at once. What does not change anything is not told (Developer Guide, "Change data capture"). */
  commit(writes: readonly Write[], cause: ChangeRecord['cause'] = 'request', token?: TransactionToken): void {
    const changes = writes.filter(({ before, after }) => !sameItems(before, after));
    if (changes.length === 0 && token === undefined) return;
    const sequence = this.sequence + changes.length;
    this.keep({ sequence, writes: changes, token });
    for (const { table, before, after } of changes) {
      table.replace(before, after);
      this.sequence++;
      const keys = keyOf(after ?? before ?? {}, table.schema);
      const images = { oldImage: before, newImage: after };
      this.untold.push({ tableName: table.name, keys, ...images, sequence: this.sequence, cause });
    }
    if (token !== undefined) this.remember(token);
    this.tellAll();
  }

  /** Takes up a commit that was kept earlier; tells nobody. */
  replay(sequence: number, items: Iterable<KeptItem>, token: TransactionToken | undefined): void {
    for (const kept of items) {
      const table = this.tables.get(kept.tableName);
      if (table === undefined) this.replayOther(kept);
      else table.replace(table.get(kept.key), kept.item);
    }
    this.sequence = Math.max(this.sequence, sequence);
    if (token !== undefined) this.remember(token);
  }

  /** Everything that is there, as one commit to begin a new file with. */
  *snapshot(): Generator<KeptItem> {
    for (const table of this.tables.values()) {
      for (const item of table.scan(table.schema, undefined)) {
        yield { tableName: table.name, key: keyOf(item, table.schema), item };
      }
    }
    yield* this.others.values();
  }

  /** How many items a snapshot has. */
  get itemCount(): number {
    return this.allTables.reduce((count, table) => count + table.itemCount, this.others.size);
  }

  /** The tokens that still count. */
  liveTokens(): TransactionToken[] {
    return [...this.tokens.values()].filter(({ token }) => this.token(token) !== undefined);
  }

  get lastSequence(): number {
    return this.sequence;
  }

  get allTables(): readonly Table[] {
    return [...this.tables.values()];
  }

  /** A listener may use the store: what it changes is told after what it is being told. */
  private tellAll(): void {
    if (this.telling) return;
    this.telling = true;
    try {
      for (let change = this.untold.shift(); change !== undefined; change = this.untold.shift())
        this.tell(change);
    } finally {
      this.telling = false;
    }
  }

  private replayOther(kept: KeptItem): void {
    const name = JSON.stringify([kept.tableName, kept.key]);
    if (kept.item === undefined) this.others.delete(name);
    else this.others.set(name, kept);
  }

  private remember(token: TransactionToken): void {
    for (const [name, { at }] of this.tokens) {
      if (this.clock.now() - at < tokenLifetime) break;
      this.tokens.delete(name);
    }
    this.tokens.delete(token.token);
    this.tokens.set(token.token, token);
  }
}

/** An item as a file keeps it; undefined says that it was deleted. */
export interface KeptItem {
  readonly tableName: string;
  readonly key: Item;
  readonly item: Item | undefined;
}

/** "A client request token is valid for 10 minutes after the first request" (API Reference, "TransactWriteItems"). */
const tokenLifetime = 10 * 60 * 1000;

function sameItems(one: Item | undefined, two: Item | undefined): boolean {
  if (one === undefined || two === undefined) return one === two;
  return equalValues({ M: one }, { M: two });
}
