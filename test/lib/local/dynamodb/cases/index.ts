import { conditionCases } from './conditions';
import type { OperationCase } from './operation-case';
import { readCases } from './reads';
import { transactionCases } from './transactions';
import { updateCases } from './updates';
import { valueCases } from './values';

/** One table of operations: the store and DynamoDB Local do all of it, and answer alike. */
export const operationCases: readonly OperationCase[] = [
  ...conditionCases,
  ...updateCases,
  ...valueCases,
  ...readCases,
  ...transactionCases,
];
