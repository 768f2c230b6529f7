import {
  compileExpression,
  type Expression,
  ExpressionSyntaxError,
  evaluate,
  UnsupportedResultError,
} from '../expression';
import { type Json, type JsonObject, setOwn } from '../json';
import type { Place } from '../preparation';
import type { Visit } from '../visit';

/** A JSON value with expressions in it, as `Arguments`, `Output` and `Assign` hold it. */
export interface Template {
  readonly expressions: readonly Expression[];
  /** Where each expression stands, as AWS names it: `Output/list[0]/name`. */
  readonly locations: readonly string[];
  /** Whether an expression may read `$states.context`, which is not made otherwise. */
  readonly readsContext: boolean;
  readonly build: (results: readonly (Json | undefined)[]) => Json;
}

const EXPRESSION = /^\{%([\s\S]*)%\}$/;

/** The expression in a string, without its marks; undefined for a plain string. */
export function expressionIn(value: unknown): string | undefined {
  return typeof value === 'string' ? EXPRESSION.exec(value)?.[1]?.trim() : undefined;
}

/** Prepares a value of a definition, noting expressions that cannot be compiled. */
export function prepareTemplate(value: unknown, place: Place, location: string): Template {
  const expressions: Expression[] = [];
  const locations: string[] = [];
  const build = prepare(value, place, location);
  const readsContext = expressions.some(({ source }) =>
    /\$states(?!\.(input|result|errorOutput)\b)/.test(source),
  );
  return { expressions, locations, readsContext, build };

  function prepare(part: unknown, at: Place, path: string): Template['build'] {
    const source = expressionIn(part);
    if (source !== undefined) {
      const index = expressions.length;
      const expression = compileAt(source, at);
      if (!expression) return () => null;
      expressions.push(expression);
      locations.push(path);
      return (results) => results[index] ?? null;
    }
    if (Array.isArray(part)) {
      const items = part.map((item, i) => prepare(item, at.at(i), `${path}[${i}]`));
      return (results) => items.map((item) => item(results));
    }
    if (typeof part === 'object' && part !== null) {
      const fields = Object.entries(part).map(
        ([key, field]) => [key, prepare(field, at.at(key), `${path}/${key}`)] as const,
      );
      return (results) => {
        const object: JsonObject = {};
        for (const [key, field] of fields) setOwn(object, key, field(results));
        return object;
      };
    }
    const literal =
      typeof part === 'string' || typeof part === 'number' || typeof part === 'boolean' ? part : null;
    return () => literal;
  }
}

/** Compiles an expression of a definition; a syntax error is a problem of the definition. */
function compileAt(source: string, place: Place): Expression | undefined {
  try {
    return compileExpression(source);
  } catch (thrown) {
    if (!(thrown instanceof ExpressionSyntaxError)) throw thrown;
    place.problem(
      `the JSONata expression '${source}' is wrong at character ${thrown.position ?? 0}: ${thrown.message}`,
    );
    return undefined;
  }
}

/**
 * The value of a template.
 *
 * @param states what `$states` holds here besides `context`
 * @throws QueryEvaluationError
 */
export function fill(template: Template, visit: Visit, states: JsonObject): Json {
  if (template.expressions.length === 0) return template.build([]);
  const { execution, variables } = visit;
  const bindings = {
    ...variables,
    states: template.readsContext ? { ...states, context: visit.context } : states,
  };
  const { results, failure } = evaluate(template.expressions, bindings, {
    now: () => execution.clock.now(),
    random: execution.random,
  });
  results.forEach((result, i) => {
    if (result === undefined) throw fails(template, i, visit, 'returned nothing (undefined).');
  });
  if (failure instanceof UnsupportedResultError) {
    throw fails(template, results.length, visit, 'returned an unsupported result type.');
  }
  if (failure) {
    const { code, message } = failure;
    const said = code === undefined ? message : `${code}: ${message}`;
    throw fails(template, results.length, visit, `threw an error during evaluation. ${said}`);
  }
  return template.build(results);
}

function fails(template: Template, index: number, visit: Visit, what: string): Error {
  const location = template.locations[index];
  return visit.evaluationFailure(
    `The JSONata expression '${template.expressions[index]?.source}' specified for the field '${location}' ${what}`,
    location,
  );
}
