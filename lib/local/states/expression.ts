import { getHeapStatistics } from 'node:v8';
import { type Json, type JsonObject, setOwn } from './json';
import { functions, isFunction, type Running, type Surroundings } from './jsonata/functions';
import { type Features, features, harden, withReachableNames } from './jsonata/harden';
import { followPlainPath, type PlainPath, plainPathIn } from './jsonata/plain-path';
import {
  beforeEveryNode,
  compileInRealm,
  type JsonataError,
  type Node,
  type RealmExpression,
  runWithin,
} from './jsonata/realm';

/**
 * JSONata as Step Functions has it: version 2.0.6, without `$eval`, with `$partition`, `$range`, `$hash`, `$random`,
 * `$uuid` and `$parse`; kept from everything but its data, and stopped when it does not end.
 */

/** Milliseconds for all the expressions of one field; the figure is ours. */
export const EVALUATION_TIME_LIMIT = 2_000;

/** Bytes of heap that one evaluation may add. */
const EVALUATION_HEAP_LIMIT = 512 * 1024 * 1024;

/** Milliseconds between looks at the heap. */
const HEAP_CHECK_INTERVAL = 20;

/** Numbers that the ranges of one evaluation may make together. */
const EVALUATION_NUMBERS_LIMIT = 10_000_000;

/** A JSONata expression, compiled and hardened; holds no data, so that one serves every execution. */
export interface Expression {
  /** Without the marks `{%` and `%}`. */
  readonly source: string;
  readonly features: Features;
  readonly compiled: RealmExpression;
  /** What it is, where it is no more than a variable and fields. */
  readonly plainPath: PlainPath | undefined;
}

/** An expression that cannot be compiled. */
export class ExpressionSyntaxError extends Error {
  override readonly name = 'ExpressionSyntaxError';

  /**
   * @param code JSONata's code, such as `S0202`
   * @param position characters from the start of the expression to behind the offending token
   */
  constructor(
    readonly code: string,
    message: string,
    readonly position: number | undefined,
    readonly token: string | undefined,
  ) {
    super(message);
  }
}

/** An evaluation that failed: JSONata's own error, or the time limit. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';

  /** @param code JSONata's code, such as `T1006`; absent for an error of the host */
  constructor(
    readonly code: string | undefined,
    message: string,
  ) {
    super(message);
  }
}

/** A result that is no JSON: a function, or something that holds one. */
export class UnsupportedResultError extends Error {
  override readonly name = 'UnsupportedResultError';
}

const cache = new Map<string, Expression>();
const CACHED_EXPRESSIONS = 20_000;

/** Where the evaluation under way takes time and chance from; evaluations are synchronous, so there is one. */
const current: Running = { now: Date.now, random: Math.random, numbersLeft: 0 };
let shared: Record<string, unknown> | undefined;
let deadline = 0;
let heapLimit: number | undefined;
let nextHeapCheck = 0;
let steps = 0;

/**
 * Compiles an expression, once for each text.
 *
 * @param source the expression without its marks `{%` and `%}`
 * @throws ExpressionSyntaxError
 */
export function compileExpression(source: string): Expression {
  const cached = cache.get(source);
  if (cached) return cached;
  let compiled: RealmExpression;
  try {
    compiled = compileInRealm(source);
  } catch (thrown) {
    const { code, message, position, token } = asJsonataError(thrown);
    throw new ExpressionSyntaxError(code ?? 'S0500', message ?? 'Syntax error', position, token);
  }
  const ast = compiled.ast();
  const used = features(ast);
  const plainPath = plainPathIn(ast);
  harden(ast);
  if (!shared) {
    shared = functions(current);
    beforeEveryNode(beforeNode);
  }
  for (const [name, value] of Object.entries(shared)) compiled.assign(name, value);
  const expression: Expression = { source, features: used, compiled, plainPath };
  if (cache.size >= CACHED_EXPRESSIONS) cache.clear();
  cache.set(source, expression);
  return expression;
}

/** The outcome of {@link evaluate}: as many results as there were before a failure. */
export interface Evaluation {
  /** `undefined` where an expression gave nothing. */
  results: (Json | undefined)[];
  /** Of the expression behind the last result. */
  failure?: EvaluationError | UnsupportedResultError;
}

/**
 * Evaluates expressions in order with the same variables, until one fails. None sees what another binds.
 *
 * @param variables by name without `$`; not changed
 * @param surroundings where `$now()`, `$random()` and the like come from
 */
export function evaluate(
  expressions: readonly Expression[],
  variables: Readonly<Record<string, Json>>,
  surroundings: Surroundings,
): Evaluation {
  // $now() stands still within an evaluation, as in JSONata.
  const now = surroundings.now();
  current.now = () => now;
  current.random = surroundings.random;
  current.numbersLeft = EVALUATION_NUMBERS_LIMIT;
  steps = 0;
  const start = performance.now();
  deadline = start + EVALUATION_TIME_LIMIT;
  nextHeapCheck = start + HEAP_CHECK_INTERVAL;
  heapLimit = undefined;
  const bindings = expressions.some((e) => e.features.groups)
    ? structuredClone(withReachableNames(variables))
    : withReachableNames(variables);
  const outcome: Evaluation = { results: [] };
  const work = () => {
    for (const { compiled, plainPath } of expressions) {
      const result = plainPath && followPlainPath(plainPath, variables);
      outcome.results.push(result ?? toJson(compiled.evaluate(undefined, bindings)));
    }
  };
  try {
    if (expressions.some((e) => e.features.long)) runWithin(EVALUATION_TIME_LIMIT, work);
    else work();
  } catch (thrown) {
    outcome.failure = thrown instanceof UnsupportedResultError ? thrown : asEvaluationError(thrown);
  }
  return outcome;
}

const TIMED_OUT = 'Expression evaluation timeout: Check for infinite loop';
const TOO_DEEP = 'Stack overflow error: Check for non-terminating recursive function.';
const TOO_LARGE = 'The evaluation takes too much memory.';

/** Called before every node: the place to stop what does not end, and to keep functions whole. */
function beforeNode(node: Node, input: unknown): void {
  if ((++steps & 0x3f) === 0) {
    const now = performance.now();
    if (now > deadline) throw new EvaluationError(undefined, TIMED_OUT);
    if (now > nextHeapCheck) {
      nextHeapCheck = now + HEAP_CHECK_INTERVAL;
      checkHeap();
    }
  }
  if (
    (node.type === 'wildcard' || node.type === 'descendant') &&
    holdsFunction(input, node.type === 'descendant')
  ) {
    throw new EvaluationError(undefined, 'A function has no fields');
  }
}

function checkHeap(): void {
  const { used_heap_size: used } = getHeapStatistics();
  heapLimit ??= used + EVALUATION_HEAP_LIMIT;
  if (used > heapLimit) throw new EvaluationError(undefined, TOO_LARGE);
}

function holdsFunction(value: unknown, deep: boolean): boolean {
  if (isFunction(value)) return true;
  if (typeof value !== 'object' || value === null) return false;
  const parts: unknown[] = Array.isArray(value) ? value : deep ? Object.values(value) : [];
  return parts.some((part) => (deep ? holdsFunction(part, true) : isFunction(part)));
}

/** Values within a result: four times what fits into a state's output. */
const LARGEST_RESULT = 500_000;

/** A result as plain JSON of this realm: without the library's marks, and with nothing but data in it. */
function toJson(value: unknown, count = { left: LARGEST_RESULT }): Json | undefined {
  if (--count.left < 0) throw new EvaluationError(undefined, 'The result is too large.');
  switch (typeof value) {
    case 'undefined':
    case 'boolean':
    case 'string':
      return value;
    case 'number':
      return Number.isFinite(value) ? (value === 0 ? 0 : value) : null;
    case 'object':
      break;
    default:
      throw new UnsupportedResultError(`A ${typeof value} is no JSON`);
  }
  if (value === null) return null;
  if (isFunction(value)) throw new UnsupportedResultError('A function is no JSON');
  if (Array.isArray(value)) {
    const list: Json[] = [];
    for (const item of value) {
      const json = toJson(item, count);
      if (json !== undefined) list.push(json);
    }
    return list;
  }
  const object: JsonObject = {};
  for (const [key, item] of Object.entries(value)) {
    const json = toJson(item, count);
    if (json !== undefined) setOwn(object, key, json);
  }
  return object;
}

function asEvaluationError(thrown: unknown): EvaluationError {
  if (thrown instanceof EvaluationError) return thrown;
  const { code, message } = asJsonataError(thrown);
  if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return new EvaluationError(undefined, TIMED_OUT);
  if (message?.startsWith('Maximum call stack')) return new EvaluationError(undefined, TOO_DEEP);
  return new EvaluationError(code, message ?? 'Evaluation failed');
}

/** What the library throws are records, with or without being errors, of another realm. */
function asJsonataError(thrown: unknown): JsonataError {
  if (typeof thrown !== 'object' || thrown === null) return { message: String(thrown) };
  const { code, message, position, token } = thrown as Record<string, unknown>;
  const error: JsonataError = {};
  if (typeof code === 'string') error.code = code;
  if (typeof message === 'string') error.message = message;
  if (typeof position === 'number') error.position = position;
  if (typeof token === 'string') error.token = token;
  return error;
}
