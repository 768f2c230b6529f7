const compiled = new Map<string, RegExp>();

/** Whether an action is meant by a pattern, such as `dynamodb:*Item`. "Action and NotAction are case-insensitive." */
export function matchesAction(pattern: string, action: string): boolean {
  return pattern === '*' || compile(`action ${pattern}`, () => [pattern, '.*', '.', 'i']).test(action);
}

/**
 * Whether a resource is meant by a pattern ("IAM JSON policy elements: Resource"): `*` stands for any characters and `?`
 * for one, within a part of the ARN between colons; a `*` that ends its part goes on beyond the colon.
 */
export function matchesResource(pattern: string, resource: string): boolean {
  if (pattern === '*' || pattern === resource) return true;
  return compile(`resource ${pattern}`, () => [pattern, '[^:]*', '[^:]', '']).test(resource);
}

/** Whether a text is as a pattern of `StringLike`, in which `*` and `?` stand for anything. */
export function matchesText(pattern: string, text: string): boolean {
  return compile(`text ${pattern}`, () => [pattern, '.*', '.', '']).test(text);
}

function compile(key: string, parts: () => [pattern: string, many: string, one: string, flags: string]) {
  const known = compiled.get(key);
  if (known) return known;
  const [pattern, many, one, flags] = parts();
  const source = pattern
    .replace(/[.+^${}()|[\]\\/]/g, '\\$&')
    .replace(/\*+(?=:|$)/g, '\0')
    .replaceAll('*', many)
    .replaceAll('?', one)
    .replaceAll('\0', '.*');
  const expression = new RegExp(`^${source}$`, `s${flags}`);
  compiled.set(key, expression);
  return expression;
}
