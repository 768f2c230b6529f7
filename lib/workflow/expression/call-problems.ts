import { didYouMean } from '../did-you-mean';
import { type Arity, builtInFunctions } from './built-in-functions';
import type { ExpressionProblem, SourceName } from './parsed-expression';

/**
 * The problem of a call by name, if there is one.
 *
 * @param count how many arguments it has, with the one that `~>` puts in front; undefined where a part of them is left
 *   open, as in `$substring(?, 1)`
 * @param ownNames the variables of the expression itself
 */
export function callProblem(
  name: SourceName,
  count: number | undefined,
  ownNames: readonly string[],
): ExpressionProblem | undefined {
  if (name.value === 'eval') return evalProblem(name);
  if (ownNames.includes(name.value)) return undefined;
  const arity = builtInFunctions.get(name.value);
  if (arity === undefined) {
    return {
      severity: 'error',
      code: 'unknown-function',
      start: name.start,
      message: `There is no function \`$${name.value}\`.`,
      remedy: didYouMean(`$${name.value}`, functionNames(ownNames), 'functions'),
    };
  }
  if (count === undefined || (count >= arity.minimum && count <= arity.maximum)) return undefined;
  return {
    severity: 'error',
    code: 'wrong-arguments',
    start: name.start,
    message: `\`$${name.value}\` is called with ${argumentCount(count)}.`,
    remedy: `Give it ${arityText(arity)}.`,
  };
}

/** The problem of a call such as `exists(…)`, which calls nothing. */
export function bareCallProblem(name: SourceName, ownNames: readonly string[]): ExpressionProblem {
  return {
    severity: 'error',
    code: 'unknown-function',
    start: name.start,
    message: `\`${name.value}(…)\` calls nothing: functions begin with \`$\`.`,
    remedy: didYouMean(name.value, functionNames(ownNames), 'functions'),
  };
}

/** The problem of `$eval` ("Transforming data with JSONata in Step Functions"). */
export function evalProblem(name: SourceName): ExpressionProblem {
  return {
    severity: 'error',
    code: 'unsupported-function',
    start: name.start,
    message: 'Step Functions has no `$eval`.',
    remedy: 'Write `$parse(…)` to read JSON from a text.',
  };
}

function functionNames(ownNames: readonly string[]): readonly string[] {
  return [...builtInFunctions.keys(), ...ownNames].map((name) => `$${name}`);
}

function argumentCount(count: number): string {
  return count === 1 ? 'one argument' : `${count} arguments`;
}

function arityText({ minimum, maximum }: Arity): string {
  if (minimum === maximum) return maximum === 0 ? 'none' : argumentCount(maximum);
  if (minimum === 0 && maximum === 1) return argumentCount(1);
  return maximum === Number.POSITIVE_INFINITY
    ? `${argumentCount(minimum)} or more`
    : `${minimum} to ${maximum} arguments`;
}
