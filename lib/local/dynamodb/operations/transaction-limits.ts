import { attribute, type Item } from '../attribute-value';
import { keyAttributes, valueText } from '../key-schema';
import { validationError } from '../service-error';
import type { Table } from '../table';

/** "Up to 100 unique items" (Developer Guide, "Amazon DynamoDB Transactions: How it works"). */
const maximumTransactionLength = 100;

/** @throws ServiceError when a transaction has no operation, or too many */
export function requireTransactionLength(items: readonly unknown[]): void {
  if (items.length === 0) {
    throw validationError(
      "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  }
  if (items.length > maximumTransactionLength) {
    throw validationError(
      `1 validation error detected: Value '[...]' at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to ${maximumTransactionLength}`,
    );
  }
}

/** @throws ServiceError when two operations have the same item */
export function refuseRepeatedItems(
  operations: readonly { readonly table: Table; readonly key: Item }[],
): void {
  if (new Set(operations.map(({ table, key }) => itemName(table, key))).size === operations.length) return;
  throw validationError('Transaction request cannot include multiple operations on one item');
}

/** One text for an item of a table. */
export function itemName(table: Table, key: Item): string {
  const values = keyAttributes(table.schema).map(({ name }) => attribute(key, name));
  return JSON.stringify([
    table.name,
    ...values.map((value) => (value === undefined ? '' : valueText(value))),
  ]);
}
