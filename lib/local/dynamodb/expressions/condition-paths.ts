import type { Condition, Operand } from './condition';
import type { DocumentPath } from './document-path';

/** Every path that a condition looks at. */
export function conditionPaths(condition: Condition): DocumentPath[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...conditionPaths(condition.left), ...conditionPaths(condition.right)];
    case 'not':
      return conditionPaths(condition.condition);
    case 'compare':
      return [condition.left, condition.right].flatMap(operandPath);
    case 'between':
      return [condition.operand, condition.lower, condition.upper].flatMap(operandPath);
    case 'in':
      return [condition.operand, ...condition.options].flatMap(operandPath);
    case 'exists':
    case 'type':
      return [condition.path];
    case 'beginsWith':
      return [condition.operand, condition.prefix].flatMap(operandPath);
    case 'contains':
      return [condition.operand, condition.member].flatMap(operandPath);
  }
}

function operandPath(operand: Operand): DocumentPath[] {
  if (operand.kind === 'path') return [operand.path];
  return operand.kind === 'size' ? [operand.of] : [];
}
