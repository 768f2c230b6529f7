import type { ExpressionProblem } from './parsed-expression';
import { sourceName } from './source-names';
import { leftNodes, type SyntaxNode } from './syntax-node';

/**
 * Absent and null are one: a record and outputs hold no null, and what is absent makes most of what it touches absent
 * or false. These are warnings of what then never holds, though its author will think that it does.
 */

/** The trap in `$not(<something that can be absent>)`. */
export function notTrap(call: SyntaxNode, start: number, source: string): ExpressionProblem | undefined {
  const [argument] = call.arguments ?? [];
  if (argument === undefined || !canBeAbsent(argument)) return undefined;
  return {
    severity: 'warning',
    code: 'absent-trap',
    start,
    message: '`$not(…)` of something absent is absent, and so never true.',
    remedy: `Write \`${textOf(argument, source)} ? false : true\`, which is true where it is absent too.`,
  };
}

/** The trap in `<something that can be absent> = null`. */
export function nullTrap(comparison: SyntaxNode, source: string): ExpressionProblem | undefined {
  if (comparison.value !== '=') return undefined;
  const [left] = leftNodes(comparison);
  const right = comparison.rhs;
  if (left === undefined || right === undefined) return undefined;
  const other = isNull(right) ? left : isNull(left) ? right : undefined;
  if (other === undefined || !canBeAbsent(other)) return undefined;
  return {
    severity: 'warning',
    code: 'never-null',
    start: startOf(other, source) ?? 0,
    message:
      'Comparing with `null` by `=` is never true: what is empty is absent, and what is absent equals nothing.',
    remedy: `Write \`$not($exists(${textOf(other, source)}))\`.`,
  };
}

/** Whether a node is a variable, or a path from one. */
function canBeAbsent(node: SyntaxNode): boolean {
  return node.type === 'variable' || (node.type === 'path' && node.steps?.[0]?.type === 'variable');
}

function isNull(node: SyntaxNode): boolean {
  return node.type === 'value' && node.value === null;
}

/** A path as the author wrote it; `…` where it has filters, whose end the tree does not say. */
function textOf(node: SyntaxNode, source: string): string {
  const steps = node.steps ?? [node];
  const start = startOf(node, source);
  const isPlain = steps.every(({ type, stages, predicate, group }) => {
    return (type === 'name' || type === 'variable') && !stages && !predicate && !group;
  });
  return isPlain && start !== undefined ? source.slice(start, steps.at(-1)?.position) : '…';
}

function startOf(node: SyntaxNode, source: string): number | undefined {
  const first = node.steps?.[0] ?? node;
  return first.type === 'variable' ? sourceName(first, source).start : undefined;
}
