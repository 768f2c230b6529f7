import type { Node } from 'jsonc-parser';
import { isExpression } from './expression/parse-expression';
import type { OutlinedStep } from './outline';
import type { JsonPath } from './source/json-document';
import { matchesPattern } from './source/path-pattern';

/** A text of a step. */
export interface PlacedText {
  readonly node: Node;
  /** Its place, from the step on. */
  readonly path: JsonPath;
}

/** All texts of a step but those of the steps inside it. */
export function ownTexts(step: OutlinedStep): readonly PlacedText[] {
  const texts: PlacedText[] = [];
  const nested = new Set(step.lists.map(({ at }) => at.join('.')));
  if (typeof step.onError !== 'string') nested.add('onError');
  const visit = (node: Node, path: JsonPath): void => {
    if (nested.has(path.join('.'))) return;
    if (node.type === 'string') texts.push({ node, path });
    for (const [index, child] of node.type === 'array' ? (node.children ?? []).entries() : []) {
      visit(child, [...path, index]);
    }
    if (node.type === 'object') {
      for (const { children: [key, value] = [] } of node.children ?? []) {
        if (key && value) visit(value, [...path, String(key.value)]);
      }
    }
  };
  visit(step.node, []);
  return texts;
}

/** Whether an expression may stand at a place inside a step. */
export function mayHoldExpression(step: OutlinedStep, path: JsonPath): boolean {
  return step.type?.expressions.some((pattern) => matchesPattern(pattern, path)) ?? false;
}

/** The expressions of a step. */
export function stepExpressions(step: OutlinedStep): readonly string[] {
  return ownTexts(step)
    .filter(({ path }) => mayHoldExpression(step, path))
    .map(({ node }) => String(node.value))
    .filter(isExpression);
}
