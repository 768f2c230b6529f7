import type { AttributeMap, AttributeValue } from './attribute-value';

/**
 * An item as a service answers it, in the kinds of values that our items use. What is of another kind (a set, binary
 * data: somebody else's writing) is NULL, as a reader of ours takes it.
 *
 * @param answered the answer's `Item`, `Attributes`, or one of its `Items`
 * @returns undefined where the service answered none
 */
export function answeredItem(answered: unknown): AttributeMap | undefined {
  return isObject(answered) ? attributeMap(answered) : undefined;
}

/** The items of an answer. */
export function answeredItems(answered: unknown): readonly AttributeMap[] {
  return Array.isArray(answered) ? answered.map(answeredItem).filter((item) => item !== undefined) : [];
}

function attributeMap(values: object): AttributeMap {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, attributeValue(value)]));
}

function attributeValue(value: unknown): AttributeValue {
  if (!isObject(value)) return { NULL: true };
  const { S, N, BOOL, L, M } = value;
  if (typeof S === 'string') return { S };
  if (typeof N === 'string') return { N };
  if (typeof BOOL === 'boolean') return { BOOL };
  if (Array.isArray(L)) return { L: L.map(attributeValue) };
  if (isObject(M)) return { M: attributeMap(M) };
  return { NULL: true };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
