import { findNodeAtLocation, type Node, type ParseError, parseTree } from 'jsonc-parser';
import type { Problem, SourceLocation } from '../problem';
import { explainSyntaxError } from './json-syntax';
import { jsonTokens } from './json-tokens';
import { numberProblem } from './number-problem';
import { SourceText } from './source-text';
import { offsetInString } from './string-offsets';

/** A path of keys and indices from the root of a document. */
export type JsonPath = readonly (string | number)[];

/** Levels of brackets; each level of nested steps has four. */
const maximumDepth = 200;

/** A JSON file with the places of its parts, and what is wrong with its syntax. */
export class JsonDocument {
  private constructor(
    readonly source: SourceText,
    /** Problems of syntax, all of them errors. */
    readonly problems: readonly Problem[],
    /** The tree; undefined when the syntax is too broken to look further. */
    readonly root: Node | undefined,
  ) {}

  /** Reads a JSON text, an object or a list. Never throws: whatever is wrong is a problem of the document. */
  static parse(file: string, text: string, holds: 'object' | 'array' = 'object'): JsonDocument {
    const wanted = holds === 'object' ? 'Write a JSON object: `{ … }`.' : 'Write a JSON list: `[ … ]`.';
    const hasMark = text.startsWith('\ufeff');
    const source = new SourceText(file, hasMark ? text.slice(1) : text);
    const problems: Problem[] = [];
    const reported = new Set<number>();
    const report = (offset: number, code: string, message: string, remedy: string) => {
      // The parser can stumble over one slip twice.
      if (reported.has(offset)) return;
      reported.add(offset);
      problems.push({ severity: 'error', code, location: source.locationAt(offset), message, remedy });
    };

    if (hasMark) {
      report(
        0,
        'byte-order-mark',
        'The file begins with a byte order mark.',
        'Save it as UTF-8 without BOM.',
      );
    }
    if (looksLikeUtf16(source.text)) {
      report(0, 'not-utf-8', 'The file is UTF-16, and has to be UTF-8.', 'Save it as UTF-8.');
      return new JsonDocument(source, problems, undefined);
    }
    if (source.text.trim() === '') {
      report(0, 'empty-file', 'The file is empty.', wanted);
      return new JsonDocument(source, problems, undefined);
    }
    const tooDeep = offsetDeeperThan(source.text, maximumDepth);
    if (tooDeep !== undefined) {
      report(tooDeep, 'too-deep', `The file is nested more than ${maximumDepth} levels deep.`, 'Nest less.');
      return new JsonDocument(source, problems, undefined);
    }
    const errors: ParseError[] = [];
    const root = parseTree(source.text, errors, { disallowComments: true, allowTrailingComma: false });
    let isReadable = root !== undefined;
    for (const error of errors) {
      const problem = explainSyntaxError(error, source.text);
      report(problem.offset ?? error.offset, problem.code, problem.message, problem.remedy);
      isReadable &&= problem.readable === true;
      // Whatever the parser stumbles over behind it would be news of the first.
      if (!isReadable) break;
    }
    if (root === undefined || !isReadable) return new JsonDocument(source, problems, undefined);
    if (root.type !== holds) {
      report(
        root.offset,
        holds === 'object' ? 'not-an-object' : 'not-a-list',
        `The file holds ${describeType(root.type)}, and must hold ${describeType(holds)}.`,
        wanted,
      );
      return new JsonDocument(source, problems, undefined);
    }
    for (const key of troublesomeKeys(root)) {
      if (key.value === '__proto__') {
        report(key.offset, 'bad-name', '`__proto__` cannot be a key.', 'Give it another name.');
      } else {
        report(
          key.offset,
          'duplicate-key',
          `The key \`${key.value}\` stands here for the second time.`,
          'Keep one of the two.',
        );
      }
    }
    for (const { offset, length } of numbersIn(root)) {
      const problem = numberProblem(source.text.slice(offset, offset + length));
      if (problem !== undefined) report(offset, problem.code, problem.message, problem.remedy);
    }
    return new JsonDocument(source, problems, root);
  }

  /** The node at a path, if there is one. */
  nodeAt(path: JsonPath): Node | undefined {
    return this.root && findNodeAtLocation(this.root, [...path]);
  }

  /** The offset of the value at a path, or of the nearest thing around it. */
  valueOffset(path: JsonPath): number {
    for (let length = path.length; length >= 0; length--) {
      const node = this.nodeAt(path.slice(0, length));
      if (node !== undefined) return node.offset;
    }
    return 0;
  }

  /** The offset of the key that a path ends with, or of the value where the path ends with an index. */
  keyOffset(path: JsonPath): number {
    const property = this.nodeAt(path)?.parent;
    return property?.type === 'property' ? property.offset : this.valueOffset(path);
  }

  /** The place of the value at a path, or of the nearest thing around it; of one character where it is a text. */
  locationOf(path: JsonPath, character?: number): SourceLocation {
    const node = character === undefined ? undefined : this.nodeAt(path);
    const isText = node?.type === 'string' && character !== undefined;
    return this.source.locationAt(isText ? this.characterOffset(node, character) : this.valueOffset(path));
  }

  /** The offset of a character of the string value at a node. */
  characterOffset(node: Node, index: number): number {
    return offsetInString(this.source.text, node.offset, index);
  }
}

/** The JSON value of a tree. Of two equal keys the last wins; objects have no prototype that a key could reach. */
export function jsonValueOf(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(jsonValueOf);
  if (node.type !== 'object') return node.value;
  const entries = (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key && value && key.value !== '__proto__' ? [[String(key.value), jsonValueOf(value)] as const] : [],
  );
  return Object.fromEntries(entries);
}

/** What a JSON type is called in a message. */
export function describeType(type: string | undefined): string {
  switch (type) {
    case 'string':
      return 'a text';
    case 'array':
      return 'a list';
    case 'object':
      return 'an object';
    case 'null':
      return '`null`';
    case 'boolean':
      return '`true` or `false`';
    default:
      return type === undefined ? 'nothing' : `a ${type}`;
  }
}

/** The offset of the first bracket beyond a depth: the parsers are recursive, so deeper files are not given to them. */
function offsetDeeperThan(text: string, limit: number): number | undefined {
  let depth = 0;
  for (const { token, offset } of jsonTokens(text)) {
    if (token === '{' || token === '[') depth++;
    if (token === '}' || token === ']') depth--;
    if (depth > limit) return offset;
  }
  return undefined;
}

/** Whether a text is what UTF-16 looks like when it is read as UTF-8: a mark that is no character, or every other is 0. */
function looksLikeUtf16(text: string): boolean {
  const isZero = (index: number) => text.charAt(index) === '\0';
  return text.startsWith('\ufffd\ufffd') || (isZero(0) && isZero(2)) || (isZero(1) && isZero(3));
}

function numbersIn(node: Node): readonly Node[] {
  return node.type === 'number' ? [node] : (node.children ?? []).flatMap(numbersIn);
}

/** Keys that their object has already, and `__proto__`. */
function troublesomeKeys(root: Node): readonly Node[] {
  const found: Node[] = [];
  const visit = (node: Node) => {
    const seen = new Set<unknown>();
    for (const child of node.children ?? []) {
      const [key] = child.children ?? [];
      if (node.type === 'object' && key !== undefined) {
        if (seen.has(key.value) || key.value === '__proto__') found.push(key);
        seen.add(key.value);
      }
      visit(child);
    }
  };
  visit(root);
  return found;
}
