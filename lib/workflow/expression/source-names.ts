import type { SourceName } from './parsed-expression';
import type { SyntaxNode } from './syntax-node';

/** A `name` or `variable` node with its place: JSONata says only where it ends. */
export function sourceName(node: SyntaxNode, source: string): SourceName {
  const value = String(node.value);
  const end = node.position ?? 0;
  const sigil = node.type === 'variable' ? 1 : 0;
  const plainStart = end - value.length - sigil;
  if (sigil === 1 || source.slice(plainStart, end) === value)
    return { value, start: Math.max(0, plainStart), end };
  // In back-quotes or quotes; the latter may hold escapes, so that the length says nothing.
  const quote = source.charAt(end - 1);
  let start = source.lastIndexOf(quote, end - 2);
  while (quote !== '`' && isEscaped(source, start)) start = source.lastIndexOf(quote, start - 1);
  return { value, start: Math.max(0, start), end };
}

function isEscaped(source: string, offset: number): boolean {
  let backslashes = 0;
  while (source.charAt(offset - 1 - backslashes) === '\\') backslashes++;
  return backslashes % 2 === 1;
}
