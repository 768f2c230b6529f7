import type { OutputType } from '../action-contract';

/**
 * What a value is while an expression is evaluated. Absence is no kind: everything can be absent. `longNumber` is a
 * number of more digits than a double holds, which travels as text: so a number and a text can be equal, if rarely.
 */
export type ValueKind =
  | 'text'
  | 'number'
  | 'longNumber'
  | 'boolean'
  | 'object'
  | 'list'
  | 'null'
  | 'function';

/** The kinds that a value can be of; undefined where that is not known. */
export type ValueKinds = ReadonlySet<ValueKind> | undefined;

/** The kinds of a type that a property or an output is declared with. */
export function declaredKinds(type: OutputType): ValueKinds {
  switch (type) {
    case 'number':
      return new Set(['number', 'longNumber']);
    case 'boolean':
      return new Set(['boolean']);
    case 'object':
      return undefined;
    default:
      return new Set(['text', 'longNumber']);
  }
}

/** The kinds of a text that is written down. */
export function textKinds(text: string): ValueKinds {
  return new Set(text.replace(/\D/g, '').length >= 16 ? ['text', 'longNumber'] : ['text']);
}

/** Whether two values can be of no kind in common, for sure. */
export function areDisjoint(left: ValueKinds, right: ValueKinds): boolean {
  return left !== undefined && right !== undefined && [...left].every((kind) => !right.has(kind));
}

/** Kinds as a message names them: the first, which is what an author thinks of. */
export function kindName(kinds: ReadonlySet<ValueKind>): string {
  const [first] = kinds;
  return first === undefined ? 'nothing' : kindNames[first];
}

const kindNames: Readonly<Record<ValueKind, string>> = {
  text: 'a text',
  number: 'a number',
  longNumber: 'a number',
  boolean: 'true or false',
  object: 'an object',
  list: 'a list',
  null: '`null`',
  function: 'a function',
};
