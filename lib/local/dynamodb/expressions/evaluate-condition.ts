import type { AttributeValue, Item } from '../attribute-value';
import { compareValues, equalValues, hasType } from '../compare-values';
import type { Comparator, Condition, Operand } from './condition';
import { type DocumentPath, valueAt } from './document-path';

/** Whether a condition holds for an item; an item that does not exist is an empty one. */
export function holds(condition: Condition, item: Item): boolean {
  switch (condition.kind) {
    case 'and':
      return holds(condition.left, item) && holds(condition.right, item);
    case 'or':
      return holds(condition.left, item) || holds(condition.right, item);
    case 'not':
      return !holds(condition.condition, item);
    case 'compare':
      return compares(
        condition.comparator,
        operandValue(condition.left, item),
        operandValue(condition.right, item),
      );
    case 'between': {
      const operand = operandValue(condition.operand, item);
      return (
        compares('>=', operand, operandValue(condition.lower, item)) &&
        compares('<=', operand, operandValue(condition.upper, item))
      );
    }
    case 'in': {
      const operand = operandValue(condition.operand, item);
      return condition.options.some((option) => compares('=', operand, operandValue(option, item)));
    }
    case 'exists':
      return (valueAt(item, condition.path) !== undefined) === condition.expected;
    case 'type': {
      const value = valueAt(item, condition.path);
      return value !== undefined && hasType(value, condition.type);
    }
    case 'beginsWith':
      return beginsWith(operandValue(condition.operand, item), operandValue(condition.prefix, item));
    case 'contains':
      return contains(operandValue(condition.operand, item), operandValue(condition.member, item));
  }
}

/** What is not there is equal to nothing, different from everything, and has no order. */
function compares(
  comparator: Comparator,
  left: AttributeValue | undefined,
  right: AttributeValue | undefined,
): boolean {
  if (left === undefined || right === undefined) return comparator === '<>';
  if (comparator === '=') return equalValues(left, right);
  if (comparator === '<>') return !equalValues(left, right);
  const order = compareValues(left, right);
  if (order === undefined) return false;
  switch (comparator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function operandValue(operand: Operand, item: Item): AttributeValue | undefined {
  if (operand.kind === 'value') return operand.value;
  if (operand.kind === 'path') return valueAt(item, operand.path);
  return sizeAt(item, operand.of);
}

/** What `size` gives: characters of a string, bytes of binary, members of the rest; nothing for the other types. */
function sizeAt(item: Item, path: DocumentPath): AttributeValue | undefined {
  const value = valueAt(item, path);
  if (value === undefined) return undefined;
  const size = sizeOf(value);
  return size === undefined ? undefined : { N: String(size) };
}

function sizeOf(value: AttributeValue): number | undefined {
  if ('S' in value) return value.S.length;
  if ('B' in value) return Buffer.byteLength(value.B, 'base64');
  if ('SS' in value) return value.SS.length;
  if ('NS' in value) return value.NS.length;
  if ('BS' in value) return value.BS.length;
  if ('L' in value) return value.L.length;
  if ('M' in value) return Object.keys(value.M).length;
  return undefined;
}

function beginsWith(value: AttributeValue | undefined, prefix: AttributeValue | undefined): boolean {
  if (value === undefined || prefix === undefined) return false;
  if ('S' in value && 'S' in prefix) return value.S.startsWith(prefix.S);
  if (!('B' in value && 'B' in prefix)) return false;
  const bytes = Buffer.from(prefix.B, 'base64');
  return Buffer.from(value.B, 'base64').subarray(0, bytes.length).equals(bytes);
}

function contains(value: AttributeValue | undefined, member: AttributeValue | undefined): boolean {
  if (value === undefined || member === undefined) return false;
  if ('S' in value) return 'S' in member && value.S.includes(member.S);
  if ('B' in value)
    return 'B' in member && Buffer.from(value.B, 'base64').includes(Buffer.from(member.B, 'base64'));
  if ('SS' in value) return 'S' in member && value.SS.includes(member.S);
  if ('NS' in value) return 'N' in member && value.NS.includes(member.N);
  if ('BS' in value) return 'B' in member && value.BS.includes(member.B);
  return 'L' in value && value.L.some((each) => equalValues(each, member));
}
