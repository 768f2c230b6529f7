import { PRIVATE } from './functions';
import type { Node } from './realm';

/**
 * Changes a compiled expression's syntax tree in place, so that nothing in it reaches beyond its data:
 *
 * - names that every object inherits (`constructor`, `__proto__`, …) are looked up among own properties only, and
 *   variables of such names are renamed;
 * - `a .. b` and `a & b` are bounded.
 *
 * What it means is unchanged for data.
 */
export function harden(root: Node): void {
  const seen = new Set<object>();
  const visit = (value: unknown) => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    if (Array.isArray(value)) return value.forEach(visit);
    if (isNode(value)) rewrite(value);
    for (const child of Object.values(value)) visit(child);
  };
  visit(root);
}

/** What the tree of an expression makes use of, for the choice of how to run it. */
export interface Features {
  /** It can do long work within one native call, which only the engine can interrupt. */
  long: boolean;
  /** It groups, which in the library can write to an empty list it was given. */
  groups: boolean;
}

/** Functions of the library that can take longer than their argument is long: a list is sorted, compared pairwise. */
const LONG_FUNCTIONS = new Set([
  'distinct',
  'sort',
  'pad',
  'formatNumber',
  'toMillis',
  'fromMillis',
  'parseInteger',
]);

/** So many assignments can make a value that is small but holds itself millions of times over. */
const MOST_BINDINGS = 12;

/** Looks at a tree before it is hardened. */
export function features(root: Node): Features {
  const found: Features = { long: false, groups: false };
  const called = new Set<unknown>();
  const local = new Set<unknown>();
  let bindings = 0;
  let reduces = false;
  let builds = false;
  const seen = new Set<object>();
  const visit = (value: unknown) => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    if (Array.isArray(value)) return value.forEach(visit);
    if (isNode(value)) {
      const { type } = value;
      if (type === 'regex' || type === 'sort' || (type === 'binary' && value.value === '..'))
        found.long = true;
      if (type === 'variable' && LONG_FUNCTIONS.has(String(value.value))) found.long = true;
      if (type === 'variable' && value.value === 'reduce') reduces = true;
      if (type === 'unary' && (value.value === '[' || value.value === '{')) builds = true;
      if (type === 'binary' && value.value === '&') builds = true;
      if ('group' in value) found.groups = true;
      if (type === 'lambda' && Array.isArray(value.arguments)) {
        for (const parameter of value.arguments) local.add(nameIn(parameter));
      }
      if (type === 'bind') {
        bindings++;
        local.add(nameIn(value.lhs));
      }
      const callee = type === 'function' ? value.procedure : type === 'apply' ? value.rhs : undefined;
      if (callee !== undefined) {
        called.add(nameIn(callee));
        // A function made on the spot may get hold of itself.
        if (type === 'function' && nameIn(callee) === undefined) found.long = true;
      }
    }
    for (const child of Object.values(value)) visit(child);
  };
  visit(root);
  called.delete(undefined);
  // What is built upon what was built before can double with each item.
  if (reduces && (builds || called.size > 1)) found.long = true;
  if (bindings > MOST_BINDINGS || [...called].some((name) => local.has(name))) found.long = true;
  return found;
}

/** The name of a variable's node. */
function nameIn(node: unknown): unknown {
  return typeof node === 'object' && node !== null && isNode(node) && node.type === 'variable'
    ? node.value
    : undefined;
}

function isNode(value: object): value is Node {
  return 'type' in value && typeof value.type === 'string';
}

function rewrite(node: Node): void {
  if (node.type === 'name' && isInherited(node.value)) {
    call(node, PRIVATE.lookup, [
      { type: 'variable', value: '' },
      { type: 'string', value: node.value },
    ]);
  } else if (node.type === 'binary' && (node.value === '..' || node.value === '&')) {
    call(node, node.value === '&' ? PRIVATE.concat : PRIVATE.range, [node.lhs, node.rhs]);
  } else if (node.type === 'variable' && isInherited(node.value)) {
    node.value = `\0${node.value}`;
  }
  // Where a tuple of bindings keeps `@$name` and `#$name`.
  for (const key of ['focus', 'index']) {
    if (isInherited(node[key])) node[key] = `\0${node[key]}`;
  }
}

/**
 * Turns a node into a call of one of our functions; what else it carries (predicates, stages, …) stays. The call stands
 * in brackets, since behind `~>` a bare one would be given what is before it.
 */
function call(node: Node, procedure: string, parameters: unknown[]): void {
  const { position } = node;
  node.type = 'block';
  node.value = '(';
  node.expressions = [
    {
      type: 'function',
      value: '(',
      position,
      procedure: { type: 'variable', value: procedure },
      arguments: parameters,
    },
  ];
}

/** Names that every object inherits. */
const INHERITED = Object.getOwnPropertyNames(Object.prototype);

/** The variables, those of an inherited name under the one that expressions know them by. */
export function withReachableNames<T>(variables: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  const hidden = INHERITED.filter((name) => Object.hasOwn(variables, name));
  if (hidden.length === 0) return variables;
  const reachable: Record<string, T> = { ...variables };
  for (const name of hidden) {
    const value = variables[name];
    delete reachable[name];
    if (value !== undefined) reachable[`\0${name}`] = value;
  }
  return reachable;
}

function isInherited(name: unknown): name is string {
  return typeof name === 'string' && name in Object.prototype;
}
