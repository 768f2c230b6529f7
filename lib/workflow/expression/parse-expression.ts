import jsonata from 'jsonata';
import { ExpressionReader } from './expression-reader';
import type { ParsedExpression } from './parsed-expression';
import { sourceProblems } from './source-problems';
import { childNodes, type SyntaxNode } from './syntax-node';
import { syntaxProblem, tooDeep } from './syntax-problem';

/** Levels of a syntax tree; a chain of operators such as `a & b & c` has one for each. */
const maximumDepth = 1000;

/** Whether a string of a workflow file is an expression: `{% … %}`, and nothing around it. */
export function isExpression(text: string): boolean {
  return text.length >= 4 && text.startsWith('{%') && text.endsWith('%}');
}

/**
 * Reads an expression: JSONata 2.0.6, which is what Step Functions has ("Transforming data with JSONata in Step
 * Functions"), with the language's names. Never throws; what cannot be read is a problem.
 *
 * @param text the whole string, `{% … %}`
 */
export function parseExpression(text: string): ParsedExpression {
  const source = text.slice('{%'.length, -'%}'.length);
  let ast: SyntaxNode;
  try {
    ast = jsonata(source).ast();
  } catch (thrown) {
    return withProblem(source, syntaxProblem(source, thrown));
  }
  if (depthExceeds(ast, maximumDepth)) return withProblem(source, tooDeep);
  const reader = new ExpressionReader(source);
  reader.read(ast);
  const problems = [...reader.problems, ...sourceProblems(ast, source)];
  return {
    source,
    ast,
    references: reader.references.sort((a, b) => a.start - b.start),
    recordProperties: reader.recordProperties.sort((a, b) => a.start - b.start),
    problems: problems.sort((a, b) => a.start - b.start),
  };
}

function withProblem(source: string, problem: ParsedExpression['problems'][number]): ParsedExpression {
  return { source, ast: undefined, references: [], recordProperties: [], problems: [problem] };
}

/** Level by level and not recursive, since the tree may be deeper than the stack. */
function depthExceeds(root: SyntaxNode, limit: number): boolean {
  let level: readonly SyntaxNode[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= limit) return true;
    level = level.flatMap(childNodes);
  }
  return false;
}
