import type { Item } from './attribute-value';

/** The items of one partition, in order. Finding is a binary search. */
export class SortedItems {
  private readonly items: Item[] = [];

  constructor(private readonly compare: (one: Item, two: Item) => number) {}

  get size(): number {
    return this.items.length;
  }

  /** The item at the place of the one given, which may hold no more than a key. */
  find(key: Item): Item | undefined {
    const at = this.lowerBound(key);
    const item = this.items[at];
    return item !== undefined && this.compare(item, key) === 0 ? item : undefined;
  }

  put(item: Item): void {
    const at = this.lowerBound(item);
    const found = this.items[at];
    this.items.splice(at, found !== undefined && this.compare(found, item) === 0 ? 1 : 0, item);
  }

  remove(key: Item): void {
    const at = this.lowerBound(key);
    const found = this.items[at];
    if (found !== undefined && this.compare(found, key) === 0) this.items.splice(at, 1);
  }

  /** The items in order, or backwards; after the place of `after`, which need not be there. */
  *from(after: Item | undefined, forward: boolean): Generator<Item> {
    if (forward) {
      let at = after === undefined ? 0 : this.lowerBound(after);
      const first = this.items[at];
      if (after !== undefined && first !== undefined && this.compare(first, after) === 0) at++;
      for (; at < this.items.length; at++) yield* this.at(at);
      return;
    }
    const end = after === undefined ? this.items.length : this.lowerBound(after);
    for (let at = end - 1; at >= 0; at--) yield* this.at(at);
  }

  private *at(place: number): Generator<Item> {
    const item = this.items[place];
    if (item !== undefined) yield item;
  }

  /** The first place whose item is not before the one given. */
  private lowerBound(key: Item): number {
    let low = 0;
    let high = this.items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const item = this.items[middle];
      if (item !== undefined && this.compare(item, key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
