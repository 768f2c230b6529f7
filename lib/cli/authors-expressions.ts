import { type Node, parseTree } from 'jsonc-parser';
import { SourceText } from '../workflow/source/source-text';

/** An expression as its author wrote it. */
export interface AuthorsExpression {
  /** The nearest key that it stands under: `score`. */
  readonly key: string;
  /** With its marks: `{% $record.score + 1 %}`. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** Lists of steps, which have expressions of their own. */
const listsOfSteps = new Set(['steps', 'else', 'onError']);

/**
 * The expressions of one step, not those of steps inside it.
 *
 * @param text of the workflow file
 * @param place where the step's object begins
 */
export function expressionsOfStep(
  text: string,
  place: { readonly line: number; readonly column: number },
): readonly AuthorsExpression[] {
  const source = new SourceText('', text);
  const root = parseTree(text);
  const step = root && objectAt(root, place, source);
  return step === undefined ? [] : expressionsIn(step, '', source);
}

/** The expressions of `enrollment`. */
export function expressionsOfEnrollment(text: string): readonly AuthorsExpression[] {
  const root = parseTree(text);
  const property = root?.children?.find(({ children: [key] = [] }) => key?.value === 'enrollment');
  const enrollment = property?.children?.[1];
  return enrollment === undefined ? [] : expressionsIn(enrollment, 'enrollment', new SourceText('', text));
}

/**
 * Those of the expressions that may have failed as JSONata says: a plain path cannot fail, and a message that is about a
 * function can only come from where that one is called. All of them where none is left.
 *
 * @param reason JSONata's message with its code: `D3030: Unable to cast value to a number: "Ana"`
 */
export function suspects(
  expressions: readonly AuthorsExpression[],
  reason: string,
): readonly AuthorsExpression[] {
  const able = expressions.filter(({ text }) => !/^\{%\s*\$[\w.]+\s*%\}$/.test(text));
  const name = reason.startsWith('D3030') ? 'number' : /function "?\$?(\w+)"?/.exec(reason)?.[1];
  const calling = name === undefined ? able : able.filter(({ text }) => text.includes(`$${name}`));
  return [calling, able, expressions].find(({ length }) => length > 0) ?? [];
}

function objectAt(
  node: Node,
  place: { readonly line: number; readonly column: number },
  source: SourceText,
): Node | undefined {
  if (node.type === 'object') {
    const { line, column } = source.locationAt(node.offset);
    if (line === place.line && column === place.column) return node;
  }
  for (const child of node.children ?? []) {
    const found = objectAt(child, place, source);
    if (found !== undefined) return found;
  }
  return undefined;
}

function expressionsIn(node: Node, key: string, source: SourceText): readonly AuthorsExpression[] {
  if (node.type === 'string' && typeof node.value === 'string' && node.value.startsWith('{%')) {
    const { line, column } = source.locationAt(node.offset);
    return [{ key, text: node.value, line, column }];
  }
  return (node.children ?? []).flatMap((child) => {
    if (child.type !== 'property') return expressionsIn(child, key, source);
    const [name, value] = child.children ?? [];
    const inner = String(name?.value);
    return value === undefined || (value.type === 'array' && listsOfSteps.has(inner))
      ? []
      : expressionsIn(value, inner, source);
  });
}
