import { findNodeAtLocation, type Node } from 'jsonc-parser';
import type { JsonPath } from './json-document';

/**
 * Patterns of paths, as step types use them to say where something may stand: parts with dots between, of which `*`
 * is any one key or index, and `**`, at the end, any number of them.
 */
export function matchesPattern(pattern: string, path: JsonPath): boolean {
  const parts = pattern.split('.');
  if (parts.at(-1) === '**') {
    parts.pop();
    if (path.length < parts.length) return false;
  } else if (path.length !== parts.length) {
    return false;
  }
  return parts.every((part, index) => part === '*' || part === path[index]);
}

/** The paths of what there is, below a node, at the places of a pattern. `**` is not for this. */
export function pathsAt(node: Node, pattern: string): readonly JsonPath[] {
  let found: JsonPath[] = [[]];
  for (const part of pattern.split('.')) {
    found = found.flatMap((path) => {
      if (part === '*') return childKeys(findNodeAtLocation(node, [...path])).map((key) => [...path, key]);
      return findNodeAtLocation(node, [...path, part]) === undefined ? [] : [[...path, part]];
    });
  }
  return found;
}

function childKeys(node: Node | undefined): readonly (string | number)[] {
  if (node?.type === 'array') return (node.children ?? []).map((_, index) => index);
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap(({ children: [key] = [] }) => (key ? [String(key.value)] : []));
}
