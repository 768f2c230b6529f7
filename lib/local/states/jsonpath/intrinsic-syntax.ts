import type { Path } from './path-model';
import { PathSyntaxError, parsePath } from './path-syntax';

/** A call of an intrinsic function, such as `States.Format('Hello {}', $.name)`. */
export interface IntrinsicCall {
  readonly kind: 'call';
  readonly source: string;
  readonly name: string;
  readonly parameters: readonly IntrinsicParameter[];
}

export type IntrinsicParameter =
  | IntrinsicCall
  | { kind: 'path'; path: Path }
  | { kind: 'literal'; value: null | boolean | number | string; raw?: string };

/** Whether a text is meant as a call of an intrinsic function. */
export function looksLikeIntrinsic(text: string): boolean {
  return /^States\.\w+\(/.test(text);
}

/**
 * Reads a call: "Intrinsics for JSONPath states in Step Functions".
 *
 * @throws PathSyntaxError
 */
export function parseIntrinsic(source: string): IntrinsicCall {
  let at = 0;
  const fail = (wanted: string): never => {
    throw new PathSyntaxError(source, at, wanted);
  };
  const space = () => {
    while (/\s/.test(source.charAt(at)) && at < source.length) at++;
  };
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(source)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };

  const call = (): IntrinsicCall => {
    const start = at;
    const name = match(/States\.\w+/y);
    if (name === undefined) return fail('the name of an intrinsic function is wanted');
    space();
    if (match(/\(/y) === undefined) fail("'(' is wanted");
    const parameters: IntrinsicParameter[] = [];
    space();
    while (match(/\)/y) === undefined) {
      if (parameters.length > 0) {
        if (match(/,/y) === undefined) fail("',' or ')' is wanted");
        space();
      }
      parameters.push(parameter());
      space();
    }
    return { kind: 'call', source: source.slice(start, at), name, parameters };
  };

  const parameter = (): IntrinsicParameter => {
    const next = source.charAt(at);
    if (next === "'") return text();
    if (next === '$') return { kind: 'path', path: path() };
    if (source.startsWith('States.', at)) return call();
    const word = match(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y);
    if (word === undefined) return fail('a string, a number, a path or a call is wanted');
    return { kind: 'literal', value: JSON.parse(word) };
  };

  /** A string in single quotes; a backslash keeps the next character for what it is. */
  const text = (): IntrinsicParameter => {
    at++;
    let value = '';
    let raw = '';
    for (; at < source.length; at++) {
      const char = source.charAt(at);
      if (char === "'") {
        at++;
        return { kind: 'literal', value, raw };
      }
      if (char === '\\' && at + 1 < source.length) {
        at++;
        value += ESCAPED.has(source.charAt(at)) ? source.charAt(at) : `\\${source.charAt(at)}`;
        raw += `\\${source.charAt(at)}`;
      } else {
        value += char;
        raw += char;
      }
    }
    return fail('the closing quote is missing');
  };

  /** A path goes on to the comma or bracket that ends the parameter. */
  const path = (): Path => {
    const start = at;
    let depth = 0;
    let quote = '';
    for (; at < source.length; at++) {
      const char = source.charAt(at);
      if (quote) {
        if (char === quote) quote = '';
      } else if ((char === "'" || char === '"') && depth > 0) {
        quote = char;
      } else if (char === '[' || char === '(') {
        depth++;
      } else if (char === ']' || char === ')') {
        if (depth === 0) break;
        depth--;
      } else if (char === ',' && depth === 0) {
        break;
      }
    }
    return parsePath(source.slice(start, at).trimEnd());
  };

  const parsed = call();
  space();
  if (at < source.length) fail('there is more than a call');
  return parsed;
}

/** What a backslash may stand before: the rest keeps its backslash. */
const ESCAPED = new Set(["'", '{', '}', '\\']);
