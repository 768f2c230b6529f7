import { readFileSync } from 'node:fs';
import { type Context, createContext, Script } from 'node:vm';

/**
 * JSONata in a realm of its own, made synchronous. The library evaluates every node in an async function, though
 * nothing that Step Functions offers waits for anything; without `async` and `await` the same code does the same, many
 * times faster, on a stack that recursion can overflow, within one call that the engine can stop. The realm keeps the
 * host's code out of reach.
 */

/** One node of JSONata's syntax tree: an open record, since the library rewrites it in many ways. */
export type Node = Record<string, unknown>;

/** An expression as the library compiled it. */
export interface RealmExpression {
  ast(): Node;
  assign(name: string | symbol, value: unknown): void;
  /** Evaluates at once. */
  evaluate(input: unknown, bindings: Record<string, unknown>): unknown;
}

/** What an error of the library says. */
export interface JsonataError {
  code?: string;
  message?: string;
  position?: number;
  token?: string;
}

interface Realm {
  compile: (source: string) => RealmExpression;
  context: Context;
  start: Script;
  /** What the script runs, and what is called before every node. */
  slot: { work: () => void; beforeNode: BeforeNode };
}

/** Called before any node of any expression is evaluated; it may throw. */
export type BeforeNode = (node: Node, input: unknown, environment: { lookup(name: string): unknown }) => void;

let realm: Realm | undefined;

function openRealm(): Realm {
  if (realm) return realm;
  const file = require.resolve('jsonata');
  const slot: Realm['slot'] = { work: () => {}, beforeNode: () => {} };
  const context = createContext(Object.assign(Object.create(null), { slot }), {
    name: 'JSONata',
    codeGeneration: { strings: false, wasm: false },
  });
  const library = withoutWaiting(readFileSync(file, 'utf8'));
  const hook = (...parameters: Parameters<BeforeNode>) => slot.beforeNode(...parameters);
  // As parameters, since a look-up of a context's global takes a microsecond, and every node makes several.
  const wrapped = `((module, exports, beforeNode, ${GLOBALS}) => { ${library}\n; return (source) => module.exports(source); })`;
  const load = new Script(
    `(wrapped, hook) => { const module = { exports: {} }; return wrapped(module, module.exports, hook, ${GLOBALS}); }`,
  );
  const compile: Realm['compile'] = load.runInContext(context)(
    new Script(wrapped, { filename: file }).runInContext(context),
    hook,
  );
  realm = { compile, context, slot, start: new Script('slot.work()', { filename: 'jsonata-evaluation' }) };
  return realm;
}

/** What the library uses of its realm. */
const GLOBALS =
  'Array, Boolean, Date, Error, JSON, Math, Number, Object, RegExp, Set, String, Symbol, isFinite, isNaN, parseFloat, parseInt, encodeURI, encodeURIComponent, decodeURI, decodeURIComponent';

/** The library looks for three hooks by way of all enclosing scopes, at every node: two have no use here. */
const HOOKS: readonly [found: string, instead: string][] = [
  ["environment.lookup(Symbol.for('jsonata.__evaluate_entry'))", 'beforeNode'],
  ["environment.lookup(Symbol.for('jsonata.__evaluate_exit'))", 'undefined'],
  ["enclosingEnvironment.lookup(Symbol.for('jsonata.__createFrame_push'))", 'undefined'],
];

/**
 * The library's source without `async`, `await` and `Promise.all`, and with its one hook at hand.
 *
 * @throws Error when the source is not as that of the version that is pinned
 */
function withoutWaiting(source: string): string {
  const functions = source.match(/\basync\s*(?=function\b|\()/g)?.length ?? 0;
  const hooked = HOOKS.reduce((text, [found, instead]) => text.replace(found, instead), source);
  const text = hooked
    .replace(/\basync\s*(?=function\b|\()/g, '')
    .replace(/\bawait\s+/g, '')
    .replace(/\bPromise\.all\(/g, '(');
  if (
    functions < 40 ||
    hooked.includes("Symbol.for('jsonata.__") ||
    /\basync\s*(function|\()|\bawait\b[^']|new Promise/.test(text)
  ) {
    throw new Error(
      'This is not the version of JSONata that is pinned: its source cannot be made synchronous.',
    );
  }
  return text;
}

/**
 * Compiles with the library alone.
 *
 * @throws a {@link JsonataError} for a syntax error
 */
export function compileInRealm(source: string): RealmExpression {
  return openRealm().compile(source);
}

/**
 * Does work that the engine itself ends after some milliseconds, whatever it is doing. Costs a thread each time, so it
 * is for what can do long work unobserved.
 *
 * @throws an Error with code `ERR_SCRIPT_EXECUTION_TIMEOUT` when it was ended so
 */
export function runWithin(milliseconds: number, work: () => void): void {
  const { slot, start, context } = openRealm();
  slot.work = work;
  start.runInContext(context, { timeout: milliseconds });
}

/** A built-in function of the library, to build upon: its implementation and signature. */
export interface Builtin {
  _jsonata_function: true;
  implementation: (this: unknown, ...parameters: unknown[]) => unknown;
  signature?: unknown;
}

/** The library's own built-in functions by name, without `$`. */
export function builtinsInRealm(names: readonly string[]): Record<string, Builtin> {
  const found: Record<string, Builtin> = {};
  const { slot } = openRealm();
  const { beforeNode } = slot;
  slot.beforeNode = (_node, _input, environment) => {
    for (const name of names) {
      const builtin = environment.lookup(name);
      if (isBuiltin(builtin)) found[name] = builtin;
    }
  };
  try {
    compileInRealm('1').evaluate(undefined, {});
  } finally {
    slot.beforeNode = beforeNode;
  }
  return found;
}

function isBuiltin(value: unknown): value is Builtin {
  return typeof value === 'object' && value !== null && '_jsonata_function' in value;
}

/** Sets what is called before every node. */
export function beforeEveryNode(beforeNode: BeforeNode): void {
  openRealm().slot.beforeNode = beforeNode;
}
