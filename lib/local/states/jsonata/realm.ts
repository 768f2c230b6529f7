import { readFileSync } from 'node:fs';
import { createContext, Script } from 'node:vm';

/**
 * JSONata in a realm of its own. The library evaluates asynchronously and can loop inside one native call; in a
 * context with its own microtask queue an evaluation runs to its end within one synchronous call, which can be
 * stopped, and the code of the host is not within its reach.
 */

/** One node of JSONata's syntax tree: an open record, since the library rewrites it in many ways. */
export type Node = Record<string, unknown>;

/** An expression as the library compiled it. */
export interface RealmExpression {
  ast(): Node;
  assign(name: string | symbol, value: unknown): void;
}

/** What an error of the library says. */
export interface JsonataError {
  code?: string;
  message?: string;
  position?: number;
  token?: string;
}

interface Run {
  expressions: RealmExpression[];
  bindings: Record<string, unknown>;
  /** As many results as evaluations succeeded; the one after them failed. */
  results: unknown[];
  failure: unknown;
  failed: boolean;
}

type Implementation = (this: unknown, ...parameters: unknown[]) => unknown;

interface Realm {
  compile: (source: string) => RealmExpression;
  checked: (
    implementation: Implementation,
    before: (parameters: unknown[]) => void,
    after: (result: unknown) => unknown,
  ) => Implementation;
  run: Run;
  start: Script;
  context: object;
}

/** Evaluates the run's expressions in order with the same bindings, each in a frame of its own; stops at a failure. */
const IN_REALM = `
(function () {
  const run = { expressions: [], bindings: {}, results: [], failure: undefined, failed: false };
  const evaluateAll = async () => {
    for (const expression of run.expressions) run.results.push(await expression.evaluate(undefined, run.bindings));
  };
  globalThis.start = () => {
    evaluateAll().catch((failure) => { run.failed = true; run.failure = failure; });
  };
  const checked = (implementation, before, after) => async function (...parameters) {
    before(parameters);
    return after(await implementation.apply(this, parameters));
  };
  return { compile: (source) => module.exports(source), run, checked };
})()`;

let realm: Realm | undefined;

function openRealm(): Realm {
  if (realm) return realm;
  const file = require.resolve('jsonata');
  const context = createContext(Object.create(null), {
    name: 'JSONata',
    microtaskMode: 'afterEvaluate',
    codeGeneration: { strings: false, wasm: false },
  });
  new Script('var module = { exports: {} }, exports = module.exports;').runInContext(context);
  new Script(readFileSync(file, 'utf8'), { filename: file }).runInContext(context);
  const inside: Omit<Realm, 'start' | 'context'> = new Script(IN_REALM).runInContext(context);
  realm = { ...inside, start: new Script('start()', { filename: 'jsonata-evaluation' }), context };
  return realm;
}

/**
 * Compiles with the library alone.
 *
 * @throws a {@link JsonataError} for a syntax error
 */
export function compileInRealm(source: string): RealmExpression {
  return openRealm().compile(source);
}

/** How a run ended: the failure, if any, is that of the expression after the last result. */
export interface RunOutcome {
  results: unknown[];
  failed: boolean;
  failure: unknown;
}

/**
 * Evaluates expressions one after the other, synchronously.
 *
 * @param stopAfter milliseconds after which the engine itself ends the run, whatever it is doing; costs a thread, so
 *   it is left out where the expressions cannot do long work unobserved
 * @throws an Error with code `ERR_SCRIPT_EXECUTION_TIMEOUT` when it was ended so
 */
export function runInRealm(
  expressions: RealmExpression[],
  bindings: Record<string, unknown>,
  stopAfter?: number,
): RunOutcome {
  const { run, start, context } = openRealm();
  run.expressions = expressions;
  run.bindings = bindings;
  run.results = [];
  run.failed = false;
  run.failure = undefined;
  start.runInContext(context, stopAfter === undefined ? {} : { timeout: stopAfter });
  return { results: run.results, failed: run.failed, failure: run.failure };
}

/** A built-in function of the library, to build upon: its implementation and signature. */
export interface Builtin {
  _jsonata_function: true;
  implementation: Implementation;
  signature?: unknown;
}

/** The library's own built-in functions by name, without `$`. */
export function builtinsInRealm(names: readonly string[]): Record<string, Builtin> {
  const found: Record<string, Builtin> = {};
  const probe = compileInRealm('1');
  probe.assign(ENTRY_HOOK, (_node: Node, _input: unknown, environment: { lookup(name: string): Builtin }) => {
    for (const name of names) found[name] = environment.lookup(name);
  });
  runInRealm([probe], {});
  return found;
}

/**
 * The same built-in with a check of its arguments and of its result. Made inside the realm: a promise that a function
 * of the host waits for would not settle within the run.
 */
export function checkedInRealm(
  { implementation, signature }: Builtin,
  check: { before?: (parameters: unknown[]) => void; after?: (result: unknown) => unknown },
): Builtin {
  const { before = () => {}, after = (result: unknown) => result } = check;
  return {
    _jsonata_function: true,
    implementation: openRealm().checked(implementation, before, after),
    signature,
  };
}

/** The library calls what is bound to this before it evaluates any node. */
export const ENTRY_HOOK = Symbol.for('jsonata.__evaluate_entry');
