import type { AttributeMap } from './attribute-value';
import { MalformedItemError } from './malformed-item-error';

/** Raised with the form of the items; a reader that meets a higher one is too old (docs/data-model.md). */
export const schemaVersion = 1;

/** The string in an attribute. @throws MalformedItemError when there is none. */
export function stringAttribute(item: AttributeMap, name: string): string {
  const value = optionalString(item, name);
  if (value === undefined) throw new MalformedItemError(name, 'a string', item);
  return value;
}

/** The string in an attribute, or undefined where it is absent or something else. */
export function optionalString(item: AttributeMap, name: string): string | undefined {
  const value = item[name];
  return value !== undefined && 'S' in value ? value.S : undefined;
}

/** The number in an attribute. @throws MalformedItemError when there is none. */
export function numberAttribute(item: AttributeMap, name: string): number {
  const value = item[name];
  if (value === undefined || !('N' in value)) throw new MalformedItemError(name, 'a number', item);
  return Number(value.N);
}

/** The number in an attribute, or undefined where it is absent or something else. */
export function optionalNumber(item: AttributeMap, name: string): number | undefined {
  const value = item[name];
  return value !== undefined && 'N' in value ? Number(value.N) : undefined;
}

/** Typed JSON of texts and numbers; what is undefined is left out. */
export function attributesOf(values: Readonly<Record<string, string | number | undefined>>): AttributeMap {
  const attributes: AttributeMap = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    attributes[name] = typeof value === 'string' ? { S: value } : { N: String(value) };
  }
  return attributes;
}
