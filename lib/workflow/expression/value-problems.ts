import { inequality, kindsOfAll, nameOf } from './equality';
import type { ExpressionProblem, ParsedExpression } from './parsed-expression';
import { type DeclaredValues, type PossibleValue, PossibleValues } from './possible-values';
import { childNodes, leftNodes, type SyntaxNode } from './syntax-node';
import { areDisjoint, kindName } from './value-kinds';

const equalities: ReadonlySet<unknown> = new Set(['=', '!=', 'in']);
const orders: ReadonlySet<unknown> = new Set(['<', '<=', '>', '>=']);
const sums: ReadonlySet<unknown> = new Set(['+', '-', '*', '/', '%']);

/**
 * What cannot be right in an expression by the types of what it works on: comparisons that never hold, and operators
 * that fail the state that evaluates them (JSONata's T2001, T2002, T2009 and T2010). Only what is sure, by declarations
 * and by what is written down, is said.
 */
export function valueProblems(
  { ast, source }: ParsedExpression,
  declared: DeclaredValues,
): readonly ExpressionProblem[] {
  if (ast === undefined) return [];
  const values = new PossibleValues(ast, source, declared);
  const problems: ExpressionProblem[] = [];
  const visit = (node: SyntaxNode): void => {
    const before = problems.length;
    for (const child of childNodes(node)) visit(child);
    // Of a chain such as `a + b + c` the first slip is enough.
    if (problems.length === before) problems.push(...operatorProblems(node, values));
  };
  visit(ast);
  return problems.sort((a, b) => a.start - b.start);
}

function operatorProblems(node: SyntaxNode, values: PossibleValues): readonly ExpressionProblem[] {
  const [left] = leftNodes(node);
  const right = node.rhs;
  if (node.type !== 'binary' || left === undefined || right === undefined) return [];
  const found = equalities.has(node.value)
    ? equalityProblems(node.value === 'in', left, right, values)
    : orders.has(node.value)
      ? orderProblem(String(node.value), values.of(left), values.of(right))
      : sums.has(node.value)
        ? sumProblem(String(node.value), [values.of(left), values.of(right)])
        : [];
  return found.map((problem) => ({ severity: 'error', ...problem }));
}

type Found = readonly Omit<ExpressionProblem, 'severity'>[];

function equalityProblems(isIn: boolean, left: SyntaxNode, right: SyntaxNode, values: PossibleValues): Found {
  const one = values.of(left);
  const isList = isIn && right.type === 'unary' && right.value === '[';
  const others = isList ? (right.expressions ?? []) : [right];
  return others.flatMap((node) => {
    const other = values.of(node);
    if (isIn && !isList && other.every(({ literal }) => literal === undefined)) return [];
    const found = inequality(one, other);
    const [first] = other.some(({ literal }) => literal !== undefined) ? other : one;
    return found === undefined || first === undefined ? [] : [{ ...found, start: first.start }];
  });
}

function orderProblem(
  operator: string,
  left: readonly PossibleValue[],
  right: readonly PossibleValue[],
): Found {
  for (const values of [left, right]) {
    const kinds = kindsOfAll(values);
    const [value] = values;
    if (value === undefined || kinds === undefined || kinds.has('text') || kinds.has('number')) continue;
    return [
      {
        code: 'wrong-operand',
        start: value.start,
        message: `\`${operator}\` compares numbers or texts, and ${nameOf(value, kinds)} is ${kindName(kinds)}: it would fail the run.`,
        remedy: kinds.has('null')
          ? 'Write `$exists(…)` to ask whether there is something.'
          : 'Write `=` or `!=`.',
      },
    ];
  }
  const [one, other] = [kindsOfAll(left), kindsOfAll(right)];
  const [value] = right;
  if (value === undefined || one === undefined || other === undefined || !areDisjoint(one, other)) return [];
  const time = [...left, ...right].some(
    ({ declared }) => declared?.type === 'date' || declared?.type === 'datetime',
  );
  return [
    {
      code: 'wrong-operand',
      start: value.start,
      message: `\`${operator}\` compares values of one type, and here ${kindName(one)} with ${kindName(other)}: it would fail the run.`,
      remedy: time
        ? 'Compare times as numbers, `$toMillis(…)`, or both as texts, such as `$now()`.'
        : (quoteRemedy(left, right) ??
          quoteRemedy(right, left) ??
          'Convert one of them by `$number(…)` or `$string(…)`.'),
    },
  ];
}

function quoteRemedy(
  [value]: readonly PossibleValue[],
  [other]: readonly PossibleValue[],
): string | undefined {
  const isNumber = value?.kinds?.has('number') && /^-?\d+(\.\d+)?$/.test(String(other?.literal));
  return isNumber ? `Write it without quotes: \`${String(other?.literal)}\`.` : undefined;
}

function sumProblem(operator: string, operands: readonly (readonly PossibleValue[])[]): Found {
  for (const values of operands) {
    const kinds = kindsOfAll(values);
    const [value] = values;
    if (value === undefined || kinds === undefined || kinds.has('number')) continue;
    return [
      {
        code: 'wrong-operand',
        start: value.start,
        message: `\`${operator}\` is for numbers, and ${nameOf(value, kinds)} is ${kindName(kinds)}: it would fail the run.`,
        remedy:
          operator === '+' && kinds.has('text')
            ? 'Write `&` to join texts, or `$number(…)` around a text that is a number.'
            : 'Write `$number(…)` around it.',
      },
    ];
  }
  return [];
}
