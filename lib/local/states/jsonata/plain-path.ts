import { isJsonObject, type Json } from '../json';
import type { Node } from './realm';

/** A variable and the fields after it: half of all the expressions there are, and most of the others' parts. */
export interface PlainPath {
  variable: string;
  fields: readonly string[];
}

/** Keys of a node that say nothing of its own: anything else makes a path more than plain. */
const HARMLESS = new Set(['type', 'value', 'position']);

/** Reads a tree that is a variable and fields; undefined for any other. */
export function plainPathIn(root: Node): PlainPath | undefined {
  if (isPlain(root, 'variable')) return { variable: String(root.value), fields: [] };
  if (root.type !== 'path' || !Array.isArray(root.steps)) return undefined;
  if (Object.keys(root).some((key) => !HARMLESS.has(key) && key !== 'steps')) return undefined;
  const [first, ...rest]: Node[] = root.steps;
  if (!first || !isPlain(first, 'variable') || !rest.every((step) => isPlain(step, 'name'))) return undefined;
  return { variable: String(first.value), fields: rest.map(({ value }) => String(value)) };
}

function isPlain(node: Node, type: string): boolean {
  return node.type === type && node.value !== '' && Object.keys(node).every((key) => HARMLESS.has(key));
}

/**
 * What the library gives for a plain path that leads through objects alone; undefined where it leads to nothing or
 * through a list, which is for the library to say.
 */
export function followPlainPath(
  { variable, fields }: PlainPath,
  variables: Readonly<Record<string, Json>>,
): Json | undefined {
  let value = Object.hasOwn(variables, variable) ? variables[variable] : undefined;
  for (const field of fields) {
    if (!isJsonObject(value) || !Object.hasOwn(value, field)) return undefined;
    value = value[field];
  }
  return value;
}
