/**
 * What CloudFormation, or the CDK on the way there, may take for its own in a plain value of a template:
 * `{{resolve:secretsmanager:…}}` would even write a secret into it. In a definition the same text is escaped
 * (`serializeDefinition`); a description or an event pattern has no such way, so it is refused there.
 */
const unsafe = ['${', '#{', '{{resolve:'] as const;

/** The first of these that stands in a text, if any. */
export function unsafeText(text: string): string | undefined {
  return unsafe.find((sequence) => text.includes(sequence));
}

/** Where one of these stands in a value. */
export interface UnsafePlace {
  readonly sequence: string;
  /** The path to the text in the value, or to the value under a key that holds it. */
  readonly path: readonly (string | number)[];
  /** Which character of the text it begins at; undefined in a key. */
  readonly character?: number;
}

/** The first of these that stands anywhere in a value, in its keys too. */
export function unsafeTextWithin(value: unknown): string | undefined {
  return unsafePlaceWithin(value)?.sequence;
}

/** Where the first of these stands in a value, in its keys too. */
export function unsafePlaceWithin(value: unknown, path: UnsafePlace['path'] = []): UnsafePlace | undefined {
  if (typeof value === 'string') {
    const sequence = unsafeText(value);
    return sequence === undefined ? undefined : { sequence, path, character: value.indexOf(sequence) };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, entry] of Object.entries(value)) {
    const below = [...path, Array.isArray(value) ? Number(key) : key];
    const sequence = unsafeText(key);
    const found = sequence !== undefined ? { sequence, path: below } : unsafePlaceWithin(entry, below);
    if (found !== undefined) return found;
  }
  return undefined;
}
