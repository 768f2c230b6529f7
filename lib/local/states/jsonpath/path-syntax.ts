import type { Comparison, Condition, Operand, Path, PathFunction, Segment } from './path-model';
import { compilePattern } from './pattern';

/** A JSONPath that cannot be read. */
export class PathSyntaxError extends Error {
  override readonly name = 'PathSyntaxError';

  /** @param position characters from the start of the path */
  constructor(
    path: string,
    readonly position: number,
    wanted: string,
  ) {
    super(`'${path}' is no valid path: at character ${position + 1} ${wanted}`);
  }
}

/** Whether a text could be a path at all. */
export function looksLikePath(text: string): boolean {
  return text.startsWith('$');
}

/**
 * Reads a path: "Using JSONPath paths", with what the JSONPath library behind it takes.
 *
 * @throws PathSyntaxError
 */
export function parsePath(source: string): Path {
  const reader = new PathReader(source);
  const path = reader.path();
  reader.end();
  return path;
}

/** A reference path names a single place to write to: `$`, then names and indices. */
export function isReferencePath({ root, segments }: Path): boolean {
  return (
    root.kind === 'input' &&
    segments.every(
      (s) => (s.kind === 'names' && s.names.length === 1) || (s.kind === 'indices' && s.indices.length === 1),
    )
  );
}

const FUNCTIONS = new Set(['length', 'min', 'max', 'avg', 'sum']);

class PathReader {
  private at = 0;

  constructor(private readonly text: string) {}

  path(): Path {
    const start = this.at;
    const root = this.root();
    const segments: Segment[] = [];
    for (let segment = this.segment(); segment; segment = this.segment()) segments.push(segment);
    return {
      source: this.text.slice(start, this.at),
      root,
      segments,
      isDefinite: segments.every(isDefiniteSegment),
    };
  }

  end(): void {
    if (this.at < this.text.length) this.fail('there is more than a path');
  }

  private root(): Path['root'] {
    if (this.take('@')) return { kind: 'item' };
    if (!this.take('$')) this.fail('a path must start with $');
    if (this.take('$')) return { kind: 'context' };
    const name = this.match(/[\p{ID_Start}_][\p{ID_Continue}]*/uy);
    return name === undefined ? { kind: 'input' } : { kind: 'variable', name };
  }

  private segment(): Segment | undefined {
    if (this.take('..')) {
      if (this.peek() === '[') return { kind: 'deep', segment: this.bracket() };
      return { kind: 'deep', segment: this.name() };
    }
    if (this.take('.')) return this.name();
    return this.peek() === '[' ? this.bracket() : undefined;
  }

  private name(): Segment {
    if (this.take('*')) return { kind: 'all' };
    const name = this.match(/[^.[\](),\s=!<>&|'"]+/y);
    if (name === undefined) return this.fail('a name is wanted');
    if (FUNCTIONS.has(name) && this.take('()')) return { kind: 'function', name: toFunction(name) };
    return { kind: 'names', names: [name] };
  }

  private bracket(): Segment {
    this.expect('[');
    this.space();
    let segment: Segment;
    const next = this.peek();
    if (this.take('*')) {
      segment = { kind: 'all' };
    } else if (this.take('?')) {
      this.space();
      this.expect('(');
      segment = { kind: 'filter', condition: this.or() };
      this.space();
      this.expect(')');
    } else if (next === "'" || next === '"') {
      segment = { kind: 'names', names: this.separated(() => this.quoted()) };
    } else {
      segment = this.numbers();
    }
    this.space();
    this.expect(']');
    return segment;
  }

  private numbers(): Segment {
    const first = this.integer();
    this.space();
    if (this.take(':')) {
      this.space();
      return { kind: 'slice', start: first, end: this.integer() };
    }
    if (first === undefined) return this.fail('an index, a name in quotes, * or ?(…) is wanted');
    const indices = [first];
    while (this.take(',')) {
      this.space();
      const index = this.integer();
      if (index === undefined) return this.fail('an index is wanted');
      indices.push(index);
      this.space();
    }
    return { kind: 'indices', indices };
  }

  private integer(): number | undefined {
    const digits = this.match(/-?\d+/y);
    return digits === undefined ? undefined : Number(digits);
  }

  /** A name in quotes; only the quote itself needs a backslash. */
  private quoted(): string {
    const quote = this.peek();
    this.at++;
    let text = '';
    for (; this.at < this.text.length; this.at++) {
      const char = this.text.charAt(this.at);
      if (char === quote) {
        this.at++;
        return text;
      }
      if (char === '\\' && this.text.charAt(this.at + 1) === quote && quote === "'") this.at++;
      text += this.text.charAt(this.at);
    }
    return this.fail('the closing quote is missing');
  }

  private separated<T>(read: () => T): T[] {
    const items = [read()];
    this.space();
    while (this.take(',')) {
      this.space();
      items.push(read());
      this.space();
    }
    return items;
  }

  private or(): Condition {
    let left = this.and();
    for (this.space(); this.take('||'); this.space()) left = { kind: 'or', left, right: this.and() };
    return left;
  }

  private and(): Condition {
    let left = this.term();
    for (this.space(); this.take('&&'); this.space()) left = { kind: 'and', left, right: this.term() };
    return left;
  }

  private term(): Condition {
    this.space();
    if (this.take('!')) return { kind: 'not', of: this.term() };
    if (this.take('(')) {
      const inner = this.or();
      this.space();
      this.expect(')');
      return inner;
    }
    const left = this.operand();
    this.space();
    const operator = this.match(/==|!=|<=|>=|=~|<|>|(?:in|nin)\b/iy);
    if (operator === undefined) {
      if (left.kind === 'path') return { kind: 'exists', path: left.path };
      return this.fail('an operator is wanted');
    }
    this.space();
    return { kind: 'compare', operator: toComparison(operator), left, right: this.operand() };
  }

  private operand(): Operand {
    const next = this.peek();
    if (next === '@' || next === '$') return { kind: 'path', path: this.path() };
    if (next === "'" || next === '"') return { kind: 'literal', value: this.quoted() };
    if (this.take('[')) {
      this.space();
      const items = this.peek() === ']' ? [] : this.separated(() => this.operand());
      this.expect(']');
      return { kind: 'list', items };
    }
    const pattern = this.match(/\/(?:[^/\\]|\\.)*\/[a-z]*/iy);
    if (pattern !== undefined) {
      const close = pattern.lastIndexOf('/');
      return { kind: 'pattern', pattern: this.compile(pattern.slice(1, close), pattern.slice(close + 1)) };
    }
    const word = this.match(/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|true|false|null/iy);
    if (word === undefined) return this.fail('a value is wanted');
    return { kind: 'literal', value: JSON.parse(word.toLowerCase()) };
  }

  private compile(source: string, flags: string): RegExp {
    try {
      return compilePattern(source, flags);
    } catch {
      return this.fail(`/${source}/ is no regular expression`);
    }
  }

  private space(): void {
    this.match(/\s+/y);
  }

  private peek(): string {
    return this.text.charAt(this.at);
  }

  private take(token: string): boolean {
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }

  private expect(token: string): void {
    if (!this.take(token)) this.fail(`'${token}' is wanted`);
  }

  /** @param pattern sticky */
  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private fail(wanted: string): never {
    throw new PathSyntaxError(this.text, this.at, wanted);
  }
}

function isDefiniteSegment(segment: Segment): boolean {
  if (segment.kind === 'names') return segment.names.length === 1;
  if (segment.kind === 'indices') return segment.indices.length === 1;
  return segment.kind === 'function';
}

function toFunction(name: string): PathFunction {
  switch (name) {
    case 'min':
    case 'max':
    case 'avg':
    case 'sum':
      return name;
    default:
      return 'length';
  }
}

function toComparison(text: string): Comparison {
  const operator = text.toLowerCase();
  switch (operator) {
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '=~':
    case 'in':
    case 'nin':
      return operator;
    default:
      return '==';
  }
}
