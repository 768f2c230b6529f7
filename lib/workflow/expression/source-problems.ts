import { numberProblem } from '../source/number-problem';
import type { ExpressionProblem } from './parsed-expression';
import { PossibleValues } from './possible-values';
import { childNodes, type SyntaxNode } from './syntax-node';

/** What is wrong with an expression whatever it names: what it begins with, what it gives, and its numbers. */
export function sourceProblems(ast: SyntaxNode, source: string): readonly ExpressionProblem[] {
  const values = new PossibleValues(ast, source, { property: () => undefined, output: () => undefined });
  return [
    ...(firstRegex(source) ?? functionGiven(ast, values)),
    ...numbersIn(ast).flatMap((node): ExpressionProblem[] => {
      const start = values.startOf(node);
      const written = source.slice(start, node.position);
      const problem = numberProblem(written);
      const remedy = `Write it as a text: \`'${written}'\`.`;
      return problem === undefined ? [] : [{ severity: 'error', start, ...problem, remedy }];
    }),
  ];
}

/**
 * JSONata reads a regular expression where a value is expected, but not behind an opening parenthesis, and the compiler
 * puts an author's expression in parentheses.
 */
function firstRegex(source: string): readonly ExpressionProblem[] | undefined {
  const [blanks = ''] = /^(?:\s|\/\*[\s\S]*?\*\/)*/.exec(source) ?? [];
  if (source.charAt(blanks.length) !== '/') return undefined;
  return [
    {
      severity: 'error',
      code: 'regex-first',
      start: blanks.length,
      message: 'An expression cannot begin with a regular expression, which is a function and no value.',
      remedy: 'Give it to a function: `$contains($record.email, /@example/)`.',
    },
  ];
}

/** A state fails whose expression gives a function ("Transforming data with JSONata in Step Functions"). */
function functionGiven(ast: SyntaxNode, values: PossibleValues): readonly ExpressionProblem[] {
  const given = values.of(ast).find(({ kinds }) => kinds?.has('function'));
  if (given === undefined) return [];
  return [
    {
      severity: 'error',
      code: 'gives-function',
      start: given.start,
      message: 'The expression gives a function, which is no value: it would fail the run.',
      remedy: 'Call it: put `(…)` behind it, with what it works on.',
    },
  ];
}

function numbersIn(node: SyntaxNode): readonly SyntaxNode[] {
  const below = childNodes(node).flatMap(numbersIn);
  return node.type === 'number' ? [node, ...below] : below;
}
