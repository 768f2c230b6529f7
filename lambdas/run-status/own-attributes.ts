import type { AttributeValue as ClientValue } from '@aws-sdk/client-dynamodb';
import type { AttributeMap, AttributeValue } from '../../lib/records/attribute-value';

/** As `ownMap`, of an item that may not be there. */
export function ownAttributes(item: Record<string, ClientValue> | undefined): AttributeMap | undefined {
  return item === undefined ? undefined : ownMap(item);
}

/** An item as the SDK's client gives it, in our types: the table holds no sets and no binary. */
export function ownMap(map: Record<string, ClientValue>): AttributeMap {
  return Object.fromEntries(
    Object.entries(map).flatMap(([name, value]) => {
      const own = ownValue(value);
      return own === undefined ? [] : [[name, own]];
    }),
  );
}

function ownValue(value: ClientValue): AttributeValue | undefined {
  if (value.S !== undefined) return { S: value.S };
  if (value.N !== undefined) return { N: value.N };
  if (value.BOOL !== undefined) return { BOOL: value.BOOL };
  if (value.NULL !== undefined) return { NULL: true };
  if (value.L !== undefined) return { L: value.L.map((member) => ownValue(member) ?? { NULL: true }) };
  if (value.M !== undefined) return { M: ownMap(value.M) };
  return undefined;
}
