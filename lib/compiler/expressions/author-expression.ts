import { parseExpression } from '../../workflow/expression/parse-expression';
import type { Reference } from '../../workflow/expression/parsed-expression';
import { executionContext } from '../states/execution-context';
import { stepVariables } from '../step-variables';
import type { JsonataText } from './jsonata-text';

/** Where an expression of an author's stands. */
export interface ExpressionScope {
  /** The step in whose `onError` path the expression stands: `$error` is its failure. */
  readonly failedStep?: string | undefined;
}

/**
 * An author's expression as the machine evaluates it: the language's names become the machine's variables, everything
 * else stays as it was written, offsets and comments included. In parentheses, so that it can stand inside of another
 * expression.
 *
 * @param text the whole string, `{% … %}`, which the checks have found right
 * @throws Error when it cannot be parsed, or names what its place does not have: the graph was made of a workflow with
 *   errors
 */
export function authorExpression(text: string, scope: ExpressionScope): JsonataText {
  const { source, references, ast, problems } = parseExpression(text);
  if (ast === undefined || problems.some(({ severity }) => severity === 'error'))
    throw new Error(`The expression ${text} was not checked before it was compiled.`);
  let compiled = '';
  let at = 0;
  for (const reference of references) {
    compiled += source.slice(at, reference.start) + compiledName(reference, text, scope);
    at = reference.end;
  }
  return `(${(compiled + source.slice(at)).trim()})`;
}

function compiledName({ kind, step }: Reference, text: string, scope: ExpressionScope): JsonataText {
  switch (kind) {
    case 'record':
    case 'run':
    case 'env':
      return `$${kind}`;
    case 'trigger':
      return trigger;
    case 'steps':
      if (step !== undefined) return `$${stepVariables.outputs(step.value)}`;
      break;
    case 'error':
      if (scope.failedStep !== undefined) return `$${stepVariables.error(scope.failedStep)}`;
  }
  throw new Error(`The expression ${text} names $${kind}, which has no meaning there.`);
}

/**
 * The event, from the execution's input and not in a variable: an event and a record together could be more than one
 * `Assign` holds (256 KiB). Absent where a person started the run.
 */
const trigger = `($exists(${executionContext.input}.detail) ? ${executionContext.input})`;
