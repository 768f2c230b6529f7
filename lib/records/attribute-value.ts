/** A typed value as DynamoDB's JSON has it; the kinds that our items use (no sets, no binary). */
export type AttributeValue =
  | { S: string }
  | { N: string }
  | { BOOL: boolean }
  | { NULL: true }
  | { L: AttributeValue[] }
  | { M: AttributeMap };

/** An item, a key or a map: attribute names and their typed values. */
export interface AttributeMap {
  [name: string]: AttributeValue;
}
