import { equalJson, isJsonObject, type Json, type JsonObject, setOwn } from '../json';
import type { Comparison, Condition, Operand, Path, Segment } from './path-model';
import { testPattern } from './pattern';

/** What the roots of a path stand for. */
export interface Roots {
  input: Json;
  context: Json;
  variables: Readonly<JsonObject>;
}

/**
 * The value at a path: for a definite path the value there, or undefined where there is none; for another the list of
 * all that matches, which may be empty.
 */
export function read(path: Path, roots: Roots): Json | undefined {
  return readFrom(path, roots, undefined);
}

function readFrom(path: Path, roots: Roots, item: Json | undefined): Json | undefined {
  const start = rootValue(path.root, roots, item);
  if (start === undefined) return path.isDefinite ? undefined : [];
  let found: Json[] = [start];
  for (const segment of path.segments) {
    if (segment.kind === 'function') {
      const value = path.isDefinite ? found[0] : found;
      return value === undefined ? undefined : apply(segment.name, value);
    }
    found = found.flatMap((value) => step(segment, value, roots));
  }
  return path.isDefinite ? found[0] : found;
}

function rootValue(root: Path['root'], roots: Roots, item: Json | undefined): Json | undefined {
  switch (root.kind) {
    case 'input':
      return roots.input;
    case 'context':
      return roots.context;
    case 'item':
      return item;
    default:
      return Object.hasOwn(roots.variables, root.name) ? roots.variables[root.name] : undefined;
  }
}

function step(segment: Segment, value: Json, roots: Roots): Json[] {
  switch (segment.kind) {
    case 'names':
      if (!isJsonObject(value)) return [];
      return segment.names.filter((name) => Object.hasOwn(value, name)).map((name) => value[name] ?? null);
    case 'indices':
      if (!Array.isArray(value)) return [];
      return segment.indices
        .map((index) => (index < 0 ? value.length + index : index))
        .filter((index) => index >= 0 && index < value.length)
        .map((index) => value[index] ?? null);
    case 'slice':
      return Array.isArray(value) ? value.slice(segment.start ?? 0, segment.end) : [];
    case 'all':
      return childrenOf(value);
    case 'deep':
      return withDescendants(value).flatMap((each) => step(segment.segment, each, roots));
    case 'filter':
      return (Array.isArray(value) ? value : [value]).filter((each) => holds(segment.condition, each, roots));
    case 'function':
      return [];
  }
}

function childrenOf(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  return isJsonObject(value) ? Object.values(value) : [];
}

function withDescendants(value: Json): Json[] {
  const all: Json[] = [];
  const visit = (each: Json) => {
    all.push(each);
    childrenOf(each).forEach(visit);
  };
  visit(value);
  return all;
}

function apply(name: string, value: Json): Json | undefined {
  if (name === 'length') {
    if (typeof value === 'string') return value.length;
    return value === null || typeof value !== 'object' ? undefined : childrenOf(value).length;
  }
  const numbers = childrenOf(value).filter((each) => typeof each === 'number');
  if (numbers.length === 0) return undefined;
  const sum = numbers.reduce((total, each) => total + each, 0);
  if (name === 'sum') return sum;
  if (name === 'avg') return sum / numbers.length;
  return name === 'min' ? Math.min(...numbers) : Math.max(...numbers);
}

function holds(condition: Condition, item: Json, roots: Roots): boolean {
  switch (condition.kind) {
    case 'or':
      return holds(condition.left, item, roots) || holds(condition.right, item, roots);
    case 'and':
      return holds(condition.left, item, roots) && holds(condition.right, item, roots);
    case 'not':
      return !holds(condition.of, item, roots);
    case 'exists': {
      const value = readFrom(condition.path, roots, item);
      return condition.path.isDefinite ? value !== undefined : Array.isArray(value) && value.length > 0;
    }
    default:
      return compare(condition.operator, condition.left, condition.right, item, roots);
  }
}

function compare(operator: Comparison, left: Operand, right: Operand, item: Json, roots: Roots): boolean {
  const one = operandValue(left, item, roots);
  if (operator === '=~') {
    return right.kind === 'pattern' && typeof one === 'string' && testPattern(right.pattern, one);
  }
  const other = operandValue(right, item, roots);
  if (one === undefined || other === undefined) return operator === '!=' && one !== other;
  switch (operator) {
    case '==':
      return equalJson(one, other);
    case '!=':
      return !equalJson(one, other);
    case 'in':
      return Array.isArray(other) && other.some((each) => equalJson(each, one));
    case 'nin':
      return Array.isArray(other) && !other.some((each) => equalJson(each, one));
    default:
      return isOrdered(operator, one, other);
  }
}

function isOrdered(operator: '<' | '<=' | '>' | '>=', one: Json, other: Json): boolean {
  const comparable =
    (typeof one === 'number' && typeof other === 'number') ||
    (typeof one === 'string' && typeof other === 'string');
  if (!comparable) return false;
  switch (operator) {
    case '<':
      return one < other;
    case '<=':
      return one <= other;
    case '>':
      return one > other;
    case '>=':
      return one >= other;
  }
}

function operandValue(operand: Operand, item: Json, roots: Roots): Json | undefined {
  switch (operand.kind) {
    case 'path':
      return readFrom(operand.path, roots, item);
    case 'literal':
      return operand.value;
    case 'list':
      return operand.items.map((each) => operandValue(each, item, roots) ?? null);
    case 'pattern':
      return operand.pattern.source;
  }
}

/**
 * A copy of a value with another put in at a reference path; objects on the way are made where there are none.
 *
 * @returns undefined where the path leads through something that is no object, or beyond a list
 */
export function write(target: Json, path: Path, value: Json): Json | undefined {
  return writeAt(target, path.segments, value);
}

function writeAt(
  target: Json | undefined,
  [segment, ...rest]: readonly Segment[],
  value: Json,
): Json | undefined {
  if (!segment) return value;
  if (segment.kind === 'names') {
    const [name = ''] = segment.names;
    if (target !== undefined && !isJsonObject(target)) return undefined;
    const inner = target && Object.hasOwn(target, name) ? target[name] : undefined;
    const written = writeAt(inner, rest, value);
    if (written === undefined) return undefined;
    const copy: JsonObject = { ...target };
    setOwn(copy, name, written);
    return copy;
  }
  if (segment.kind !== 'indices' || !Array.isArray(target)) return undefined;
  const [index = 0] = segment.indices;
  if (index < 0 || index >= target.length) return undefined;
  const written = writeAt(target[index], rest, value);
  return written === undefined ? undefined : target.with(index, written);
}

/** A path as the library behind it writes it in messages: `$['a'][0]`. */
export function canonical({ segments }: Path): string {
  const parts = segments.map((segment) => {
    if (segment.kind === 'names') return `[${segment.names.map((name) => `'${name}'`).join(',')}]`;
    return segment.kind === 'indices' ? `[${segment.indices.join(',')}]` : '[*]';
  });
  return `$${parts.join('')}`;
}
