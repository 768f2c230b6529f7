import { isExpression } from '../../workflow/expression/parse-expression';
import type { JsonValue } from '../../workflow/values';
import { authorExpression, type ExpressionScope } from './author-expression';
import { constant, type JsonataText } from './jsonata-text';

/**
 * An author's JSON, with expressions anywhere in it, as one expression. Step Functions fails a state for an expression
 * that gives nothing; JSONata's object constructor leaves the key out, and here a list leaves the element out.
 */
export function authorValue(value: JsonValue, scope: ExpressionScope): JsonataText {
  if (typeof value === 'string' && isExpression(value)) return authorExpression(value, scope);
  if (Array.isArray(value)) return authorList(value, scope);
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(
      ([name, member]) => `${constant(name)}: ${authorValue(member, scope)}`,
    );
    return `{${members.join(', ')}}`;
  }
  return constant(value);
}

/**
 * JSONata's list constructor flattens an element that is a list, unless it is a constructor itself. So an element that
 * only the run knows is put in a list of its own, and those are appended.
 */
function authorList(values: readonly JsonValue[], scope: ExpressionScope): JsonataText {
  if (!values.some((value) => typeof value === 'string' && isExpression(value))) {
    return `[${values.map((value) => authorValue(value, scope)).join(', ')}]`;
  }
  return values.reduce<JsonataText>((list, value) => `$append(${list}, ${boxed(value, scope)})`, '[]');
}

function boxed(value: JsonValue, scope: ExpressionScope): JsonataText {
  const text = authorValue(value, scope);
  if (typeof value !== 'string' || !isExpression(value)) return `[${text}]`;
  return `($v_ := ${text}; $type($v_) = "array" ? [[$v_]] : [$v_])`;
}

/** Whether any string of the value is an expression. */
export function hasExpression(value: JsonValue): boolean {
  if (typeof value === 'string') return isExpression(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(hasExpression);
}
