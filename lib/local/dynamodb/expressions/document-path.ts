import { type AttributeValue, attribute, type Item } from '../attribute-value';

/** The way to a value in an item: attribute and map names, and places in lists. The first is a name. */
export type DocumentPath = readonly (string | number)[];

/** The value at a path, or undefined where there is none. */
export function valueAt(item: Item, path: DocumentPath): AttributeValue | undefined {
  return path.reduce<AttributeValue | undefined>(valueInside, { M: item });
}

function valueInside(value: AttributeValue | undefined, step: string | number): AttributeValue | undefined {
  if (value === undefined) return undefined;
  if (typeof step === 'number') return 'L' in value ? value.L[step] : undefined;
  return 'M' in value ? attribute(value.M, step) : undefined;
}

/** A path as DynamoDB's messages write it: `[a, b, [0]]`. */
export function pathText(path: DocumentPath): string {
  return `[${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`;
}

/** How two paths of one expression may get in each other's way; undefined where they do not. */
export function pathClash(one: DocumentPath, two: DocumentPath): 'overlap' | 'conflict' | undefined {
  const length = Math.min(one.length, two.length);
  for (let at = 0; at < length; at++) {
    if (typeof one[at] !== typeof two[at]) return 'conflict';
    if (one[at] !== two[at]) return undefined;
  }
  return 'overlap';
}
