/** Something that opens and is never closed. */
export interface Opening {
  /** A bracket or a backtick. */
  readonly written: string;
  readonly line: number;
  readonly column: number;
}

const closers: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']' };

/** What closes a bracket or a backtick. */
export function closingOf(opening: string): string {
  return closers[opening] ?? opening;
}

/** Behind these a `/` begins a regular expression, and divides behind all else. */
const beforeExpression = /(?:^|[=(,[{};:!&|?+\-*%<>~^]|\b(?:return|typeof|case|in|of|await|yield|void))\s*$/;

/**
 * What is most likely not closed in JavaScript or TypeScript that ends too early, going by the indentation where that
 * shows it: a bracket that is closed further left than its line begins was meant to be closed before. Undefined where
 * nothing is left open, or the text is understood otherwise than it is meant.
 */
export function unclosed(source: string): Opening | undefined {
  const lines = source.split('\n');
  const open: Opening[] = [];
  let suspect: Opening | undefined;
  let line = 1;
  let start = 0;
  const at = (index: number, written: string): Opening => ({ written, line, column: index - start + 1 });
  for (let index = 0; index < source.length; index += 1) {
    const written = source.charAt(index);
    if (written === '\n') {
      line += 1;
      start = index + 1;
      continue;
    }
    const inTemplate = open.at(-1)?.written === '`';
    if (inTemplate) {
      if (written === '\\') index += 1;
      else if (written === '`') open.pop();
      else if (source.startsWith('${', index)) open.push(at(++index, '{'));
      continue;
    }
    if (written === '`') {
      open.push(at(index, written));
      continue;
    }
    const skipped = lengthOfSkipped(source, index);
    if (skipped > 0) {
      // A comment may hold lines.
      for (let inside = index; inside < index + skipped; inside += 1) {
        if (source.charAt(inside) !== '\n') continue;
        line += 1;
        start = inside + 1;
      }
      index += skipped - 1;
      continue;
    }
    if (written in closers) open.push(at(index, written));
    if (written !== '}' && written !== ')' && written !== ']') continue;
    const opening = open.pop();
    if (opening === undefined || closers[opening.written] !== written) return opening;
    const isFirst = (lines[line - 1] ?? '').trimStart().startsWith(written);
    if (isFirst && indentation(lines, line) < indentation(lines, opening.line)) suspect ??= opening;
  }
  return open.length === 0 ? undefined : (suspect ?? open.at(-1));
}

/** How much of a comment, a text or a regular expression begins here; 0 where none does. */
function lengthOfSkipped(source: string, index: number): number {
  const rest = source.slice(index, index + 2);
  if (rest === '//') return lengthOf(/[^\n]*/y, source, index);
  if (rest === '/*') return lengthOf(/\/\*[\s\S]*?(?:\*\/|$)/y, source, index);
  const first = rest.charAt(0);
  if (first === '"' || first === "'") {
    return lengthOf(
      first === '"' ? /"(?:[^"\\\n]|\\[\s\S])*"?/y : /'(?:[^'\\\n]|\\[\s\S])*'?/y,
      source,
      index,
    );
  }
  if (first !== '/' || !beforeExpression.test(source.slice(Math.max(0, index - 20), index))) return 0;
  return lengthOf(/\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\//y, source, index);
}

function lengthOf(pattern: RegExp, source: string, index: number): number {
  pattern.lastIndex = index;
  return pattern.exec(source)?.[0].length ?? 0;
}

function indentation(lines: readonly string[], line: number): number {
  return /^\s*/.exec(lines[line - 1] ?? '')?.[0].length ?? 0;
}
