import { attribute, type Item } from './attribute-value';
import { compareText } from './compare-values';
import { expiryOf } from './expiry-of';
import { itemSize } from './item-size';
import {
  comparePrimaryKeys,
  compareSortKeys,
  type IndexSchema,
  indexSchemas,
  type KeySchema,
  keyAttributes,
  tableKeySchema,
  valueText,
} from './key-schema';
import { SortedItems } from './sorted-items';
import type { TableDefinition } from './table-definition';

/** Items in partitions: a table's own, or an index's. */
type Partitions = Map<string, SortedItems>;

/** One table in memory, with its indexes: what is put is found in all of them at once. */
export class Table {
  readonly name: string;
  readonly schema: KeySchema;
  readonly indexes: readonly IndexSchema[];
  /** The attribute that says when an item expires, in seconds since the epoch; undefined while that is off. */
  timeToLiveAttribute: string | undefined;
  /** Nothing expires before this, in seconds since the epoch. */
  nextExpiry = Number.NEGATIVE_INFINITY;
  private readonly partitions: Partitions = new Map();
  private readonly indexPartitions: ReadonlyMap<IndexSchema, Partitions>;
  private count = 0;
  private size = 0;

  /** @throws Error when the definition is not one */
  constructor(readonly definition: TableDefinition) {
    this.name = definition.TableName;
    this.schema = tableKeySchema(definition);
    this.indexes = indexSchemas(definition);
    this.indexPartitions = new Map(this.indexes.map((index) => [index, new Map()]));
    const timeToLive = definition.TimeToLiveSpecification;
    this.timeToLiveAttribute = timeToLive?.Enabled === true ? timeToLive.AttributeName : undefined;
  }

  get itemCount(): number {
    return this.count;
  }

  get sizeInBytes(): number {
    return this.size;
  }

  index(name: string): IndexSchema | undefined {
    return this.indexes.find((index) => index.name === name);
  }

  get(key: Item): Item | undefined {
    return this.partition(this.partitions, this.schema, key)?.find(key);
  }

  /** Puts `after` in the place of `before`; undefined is no item. Both have the same key. */
  replace(before: Item | undefined, after: Item | undefined): void {
    const expiry = after === undefined ? undefined : expiryOf(after, this.timeToLiveAttribute);
    if (expiry !== undefined) this.nextExpiry = Math.min(this.nextExpiry, expiry);
    this.count += (after === undefined ? 0 : 1) - (before === undefined ? 0 : 1);
    this.size += (after === undefined ? 0 : itemSize(after)) - (before === undefined ? 0 : itemSize(before));
    this.replaceIn(this.partitions, this.schema, before, after, this.compareInTable);
    for (const [index, partitions] of this.indexPartitions) {
      this.replaceIn(partitions, index, before, after, (one, two) => this.compareInIndex(index, one, two));
    }
  }

  /** The items of one partition of the table or of an index, in order. */
  *query(schema: KeySchema, partitionOf: Item, after: Item | undefined, forward: boolean): Generator<Item> {
    const found = this.partition(this.partitionsOf(schema), schema, partitionOf);
    if (found !== undefined) yield* found.from(after, forward);
  }

  /** All items of the table or of an index, partition by partition; the order is always the same. */
  *scan(schema: KeySchema, after: Item | undefined): Generator<Item> {
    const start = after === undefined ? undefined : this.partitionName(schema, after);
    const partitions = [...this.partitionsOf(schema)].sort(([one], [two]) => compareText(one, two));
    for (const [name, items] of partitions) {
      if (start === undefined || compareText(name, start) > 0) yield* items.from(undefined, true);
      else if (name === start) yield* items.from(after, true);
    }
  }

  private partitionsOf(schema: KeySchema): Partitions {
    const index = this.indexes.find((each) => each === schema);
    return (index === undefined ? undefined : this.indexPartitions.get(index)) ?? this.partitions;
  }

  private replaceIn(
    partitions: Partitions,
    schema: KeySchema,
    before: Item | undefined,
    after: Item | undefined,
    compare: (one: Item, two: Item) => number,
  ): void {
    const from = before === undefined ? undefined : this.placeIn(schema, before);
    const to = after === undefined ? undefined : this.placeIn(schema, after);
    if (from !== undefined && before !== undefined) {
      const items = partitions.get(from);
      items?.remove(before);
      if (items?.size === 0) partitions.delete(from);
    }
    if (to === undefined || after === undefined) return;
    const items = partitions.get(to) ?? new SortedItems(compare);
    partitions.set(to, items);
    items.put(after);
  }

  /** The partition that an item belongs to; undefined where it lacks a key attribute and so is in no index. */
  private placeIn(schema: KeySchema, item: Item): string | undefined {
    const complete = keyAttributes(schema).every(({ name }) => attribute(item, name) !== undefined);
    return complete ? this.partitionName(schema, item) : undefined;
  }

  private partition(partitions: Partitions, schema: KeySchema, item: Item): SortedItems | undefined {
    const name = this.partitionName(schema, item);
    return name === undefined ? undefined : partitions.get(name);
  }

  private partitionName(schema: KeySchema, item: Item): string | undefined {
    const value = attribute(item, schema.partition.name);
    return value === undefined ? undefined : valueText(value);
  }

  private readonly compareInTable = (one: Item, two: Item): number => compareSortKeys(one, two, this.schema);

  private compareInIndex(index: IndexSchema, one: Item, two: Item): number {
    return compareSortKeys(one, two, index) || comparePrimaryKeys(one, two, this.schema);
  }
}
