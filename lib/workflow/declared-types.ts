import type { OutputDeclaration, OutputType } from './action-contract';

/** The outputs that a step declares, each with its type: as much of a declaration as a completion is held to. */
export type DeclaredTypes = Readonly<Record<string, OutputType>>;

const types: Readonly<Record<OutputType, true>> = {
  string: true,
  phone: true,
  enumeration: true,
  number: true,
  boolean: true,
  date: true,
  datetime: true,
  object: true,
};

/** A step's outputs with their types. */
export function declaredTypes(
  outputs: Readonly<Record<string, Pick<OutputDeclaration, 'type'>>>,
): DeclaredTypes {
  return Object.fromEntries(Object.entries(outputs).map(([name, { type }]) => [name, type]));
}

/**
 * Reads the JSON text in which a pause carries them (docs/data-model.md).
 *
 * @returns undefined where there is none, or one that a later version has written
 */
export function readDeclaredTypes(text: string | undefined): DeclaredTypes | undefined {
  if (text === undefined) return undefined;
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null || Array.isArray(read)) return undefined;
    const entries = Object.entries(read).map(([name, type]) => [name, knownType(type)] as const);
    const known = entries.flatMap(([name, type]) => (type === undefined ? [] : [[name, type] as const]));
    return known.length === entries.length ? Object.fromEntries(known) : undefined;
  } catch {
    return undefined;
  }
}

function knownType(type: unknown): OutputType | undefined {
  return Object.keys(types).find((known): known is OutputType => known === type);
}
