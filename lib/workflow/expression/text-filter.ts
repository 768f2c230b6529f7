import type { ExpressionProblem } from './parsed-expression';
import { sourceName } from './source-names';
import type { SyntaxNode } from './syntax-node';
import { inCode, writtenName } from './written-name';

/** The trap in `$record['email']`: what stands in brackets is a condition, and a text in it is always true. */
export function textFilterProblem(filter: SyntaxNode, source: string): ExpressionProblem | undefined {
  const { expr } = filter;
  if (filter.type !== 'filter' || expr?.type !== 'string') return undefined;
  return {
    severity: 'error',
    code: 'text-filter',
    start: sourceName(expr, source).start,
    message:
      'What stands in brackets is a condition or a number, and a text is always true: it reads no field.',
    remedy: `Write ${inCode(`.${writtenName(String(expr.value))}`)} instead of the brackets.`,
  };
}
