import { isExpression } from '../../workflow/expression/parse-expression';
import { constant, expressionField } from './jsonata-text';

/** A text as it is, in a field where Step Functions would evaluate one that looks like an expression. */
export function literalField(text: string): string {
  return isExpression(text) ? expressionField(constant(text)) : text;
}
