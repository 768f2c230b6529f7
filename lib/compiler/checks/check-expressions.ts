import jsonata from 'jsonata';
import { isExpression } from '../../workflow/expression/parse-expression';
import { childNodes, type SyntaxNode } from '../../workflow/expression/syntax-node';
import { AccountName } from '../account-name';
import type { DefinitionValue, StateMachineDefinition } from '../compiled-workflow';
import type { DefinitionProblem } from '../definition-problem';

/**
 * Every expression is JSONata 2.0.6, which Step Functions has, without `$eval`, and binds no `$states`
 * ("Transforming data with JSONata in Step Functions"). `??` and `?:` came with later versions and are no syntax here.
 */
export function checkExpressions({ States }: StateMachineDefinition): DefinitionProblem[] {
  return Object.entries(States).flatMap(([name, state]) =>
    Object.entries(state)
      .filter(([field]) => field !== 'Comment')
      .flatMap(([field, value]) => expressionsIn(value, field))
      .flatMap(({ field, source }) =>
        problemsOf(source).map((problem) => ({ ...problem, state: name, field })),
      ),
  );
}

interface FoundExpression {
  readonly field: string;
  readonly source: string;
}

function expressionsIn(value: DefinitionValue, field: string): FoundExpression[] {
  if (typeof value === 'string') {
    return isExpression(value) ? [{ field, source: value.slice('{%'.length, -'%}'.length) }] : [];
  }
  if (typeof value !== 'object' || value === null || value instanceof AccountName) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    expressionsIn(member, Array.isArray(value) ? `${field}[${key}]` : `${field}.${key}`),
  );
}

type ExpressionProblem = Pick<DefinitionProblem, 'code' | 'message' | 'remedy'>;

/** Many states of many workflows share an expression, and parsing is what costs. */
const known = new Map<string, readonly ExpressionProblem[]>();

/** A process that goes on checking, as the expressions change, must not keep them all. */
const mostKnown = 10_000;

function problemsOf(source: string): readonly ExpressionProblem[] {
  const before = known.get(source);
  if (before !== undefined) return before;
  if (known.size >= mostKnown) known.clear();
  const problems = parseProblems(source);
  known.set(source, problems);
  return problems;
}

function parseProblems(source: string): ExpressionProblem[] {
  let root: SyntaxNode;
  try {
    root = jsonata(source).ast();
  } catch (thrown) {
    const { message, position } = syntaxError(thrown);
    return [
      {
        code: 'expression-syntax',
        message: `The expression is no JSONata 2.0.6: ${message}${position === undefined ? '' : ` (at character ${position})`}.`,
        remedy: 'Write what Step Functions has: JSONata 2.0.6, without `??` and `?:`.',
      },
    ];
  }
  // What is looked for below cannot be written without one of these.
  if (!source.includes('eval') && !source.includes(':=')) return [];
  const problems: ExpressionProblem[] = [];
  const open: SyntaxNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'variable' && node.value === 'eval') {
      problems.push({
        code: 'eval',
        message: 'Step Functions has no $eval.',
        remedy: 'Use $parse for JSON, or a code step.',
      });
    }
    if (node.type === 'bind' && bindsStates(node)) {
      problems.push({
        code: 'wrong-variable',
        message: '$states is reserved, and cannot be assigned.',
        remedy: 'Give the variable another name.',
      });
    }
    open.push(...childNodes(node));
  }
  return problems;
}

function bindsStates({ lhs }: SyntaxNode): boolean {
  return typeof lhs === 'object' && 'value' in lhs && lhs.value === 'states';
}

function syntaxError(thrown: unknown): { message: string; position?: number } {
  const error = typeof thrown === 'object' && thrown !== null ? thrown : {};
  const message = 'message' in error ? String(error.message).replace(/\.$/, '') : String(thrown);
  return 'position' in error && typeof error.position === 'number'
    ? { message, position: error.position }
    : { message };
}
