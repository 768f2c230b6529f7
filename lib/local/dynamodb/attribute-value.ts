/** A typed value as DynamoDB's JSON has it. Binary is base64, numbers are text in normal form. */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] }
  | { readonly L: readonly AttributeValue[] }
  | { readonly M: Item };

/** An item, a key, or a map. Never changed once made: an update makes another. */
export interface Item {
  readonly [name: string]: AttributeValue;
}

/** The name of a value's type. */
export type ValueType = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'SS' | 'NS' | 'BS' | 'L' | 'M';

/** All types, as `attribute_type` takes them. */
export const valueTypes: readonly ValueType[] = ['S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'NS', 'BS', 'L', 'M'];

/** The type of a value. */
export function valueType(value: AttributeValue): ValueType {
  for (const type of valueTypes) if (type in value) return type;
  throw new Error(`${JSON.stringify(value)} is no attribute value.`);
}

/** An item without a name of its own inherited from anything: `__proto__` is an attribute like another. */
export function itemOf(entries: Iterable<readonly [string, AttributeValue]>): Item {
  return Object.fromEntries(entries);
}

/** The attribute of that name; nothing that objects inherit. */
export function attribute(item: Item, name: string): AttributeValue | undefined {
  return Object.hasOwn(item, name) ? item[name] : undefined;
}
