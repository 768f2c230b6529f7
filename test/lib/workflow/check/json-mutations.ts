/** A path of keys and indices into a JSON value. */
export type Path = readonly (string | number)[];

/** The paths of everything in a JSON value, the value itself included. */
export function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return [at, ...keys.flatMap((key) => pathsOf(valueIn(value, key), [...at, key]))];
}

/** What stands under a key or index. */
export function valueIn(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === String(key))?.[1]
    : undefined;
}

/** A copy in which another value stands at a path. */
export function replaced(value: unknown, path: Path, put: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return put;
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? replaced(item, rest, put) : item));
  return Object.fromEntries(
    Object.entries(value ?? {}).map(([name, item]) => [
      name,
      name === key ? replaced(item, rest, put) : item,
    ]),
  );
}
