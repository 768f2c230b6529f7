import { type AttributeValue, type Item, valueType } from '../attribute-value';
import { checkKeyValues } from '../check-key';
import type { KeySchema } from '../key-schema';
import { invalidParameter, validationError } from '../service-error';
import type { Condition, Operand } from './condition';
import { holds } from './evaluate-condition';
import { parseCondition } from './parse-condition';
import type { Placeholders } from './placeholders';

/** The partition that a query reads, and which of its items. */
export interface KeyCondition {
  /** The partition key, alone. */
  readonly partition: Item;
  /** Whether an item's sort key is one of those asked for. */
  inRange(item: Item): boolean;
}

/** The comparison of one key attribute. */
interface KeyPart {
  readonly name: string;
  readonly condition: Condition;
  readonly values: readonly AttributeValue[];
}

/**
 * A KeyConditionExpression: the partition key is equal to something, and perhaps a range of the sort key.
 *
 * @throws ServiceError as DynamoDB does
 */
export function parseKeyCondition(
  expression: string,
  schema: KeySchema,
  placeholders: Placeholders,
): KeyCondition {
  const parts = partsOf(parseCondition(expression, 'KeyConditionExpression', placeholders));
  const byName = new Map<string, KeyPart>();
  for (const part of parts) {
    if (byName.has(part.name)) {
      throw validationError('KeyConditionExpressions must only contain one condition per key');
    }
    byName.set(part.name, part);
  }
  const partition = byName.get(schema.partition.name);
  if (partition === undefined) throw missed(schema.partition.name);
  const sort = schema.sort === undefined ? undefined : byName.get(schema.sort.name);
  if (sort === undefined && parts.length > 1) {
    throw schema.sort === undefined ? notSupported() : missed(schema.sort.name);
  }
  if (parts.length > 2) {
    throw validationError('Conditions can be of length 1 or 2 only');
  }
  const value = equalValue(partition);
  checkTypes(partition, schema.partition.type);
  if (sort !== undefined && schema.sort !== undefined) checkTypes(sort, schema.sort.type);
  if (value === undefined) throw notSupported();
  for (const part of sort === undefined ? [partition] : [partition, sort]) {
    for (const each of part.values) checkKeyValues({ [part.name]: each }, schema);
  }
  return {
    partition: { [partition.name]: value },
    inRange: (item) => sort === undefined || holds(sort.condition, item),
  };
}

function partsOf(condition: Condition): KeyPart[] {
  switch (condition.kind) {
    case 'and':
      return [...partsOf(condition.left), ...partsOf(condition.right)];
    case 'compare':
      if (condition.comparator === '<>') throw invalidOperator('<>');
      return [keyPart(condition, condition.left, [condition.right])];
    case 'between':
      return [keyPart(condition, condition.operand, [condition.lower, condition.upper])];
    case 'beginsWith':
      return [keyPart(condition, condition.operand, [condition.prefix])];
    case 'or':
      throw invalidOperator('OR');
    case 'not':
      throw invalidOperator('NOT');
    case 'in':
      throw invalidOperator('IN');
    case 'contains':
      throw invalidOperator('contains');
    case 'exists':
      throw invalidOperator(condition.expected ? 'attribute_exists' : 'attribute_not_exists');
    case 'type':
      throw invalidOperator('attribute_type');
  }
}

function keyPart(condition: Condition, operand: Operand, others: readonly Operand[]): KeyPart {
  if (
    operand.kind === 'value' &&
    others.length === 1 &&
    others[0]?.kind === 'path' &&
    condition.kind === 'compare'
  ) {
    return keyPart(mirrored(condition), others[0], [operand]);
  }
  if ([operand, ...others].some((each) => each.kind === 'size')) {
    throw validationError('KeyConditionExpressions cannot contain nested operations');
  }
  if (operand.kind !== 'path') throw notSupported();
  const [name, ...rest] = operand.path;
  if (typeof name !== 'string' || rest.length > 0) {
    throw validationError(
      'Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on nested attributes',
    );
  }
  const values = others.flatMap((other) => (other.kind === 'value' ? [other.value] : []));
  if (values.length < others.length) {
    throw validationError(
      'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
    );
  }
  return { name, condition, values };
}

/** `:value < name` says what `name > :value` does. */
function mirrored(condition: Condition & { kind: 'compare' }): Condition {
  const mirror = { '=': '=', '<>': '<>', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;
  return {
    kind: 'compare',
    comparator: mirror[condition.comparator],
    left: condition.right,
    right: condition.left,
  };
}

function equalValue(part: KeyPart): AttributeValue | undefined {
  const isEqual = part.condition.kind === 'compare' && part.condition.comparator === '=';
  return isEqual ? part.values[0] : undefined;
}

function checkTypes(part: KeyPart, type: string): void {
  if (part.values.every((value) => valueType(value) === type)) return;
  throw invalidParameter('Condition parameter type does not match schema type');
}

function missed(name: string) {
  return validationError(`Query condition missed key schema element: ${name}`);
}

function notSupported() {
  return validationError('Query key condition not supported');
}

function invalidOperator(operator: string) {
  return validationError(`Invalid operator used in KeyConditionExpression: ${operator}`);
}
