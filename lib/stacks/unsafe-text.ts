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

/** The first of these that stands anywhere in a value, in its keys too. */
export function unsafeTextWithin(value: unknown): string | undefined {
  if (typeof value === 'string') return unsafeText(value);
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, entry] of Object.entries(value)) {
    const found = unsafeText(key) ?? unsafeTextWithin(entry);
    if (found !== undefined) return found;
  }
  return undefined;
}
