import { compileEventPattern } from '../local/events/pattern/event-pattern';

/**
 * Which parts of an event pattern an event does not match, each as a sentence: `detail.objectType is "deal", and must be
 * "contact"`. Empty where it matches.
 *
 * @param pattern of EventBridge
 * @throws InvalidEventPatternError for a pattern that EventBridge refuses
 */
export function patternDifferences(pattern: object, event: object): readonly string[] {
  if (compileEventPattern(pattern)(event)) return [];
  const differences = parts(pattern, []).flatMap(({ path, wanted }) => {
    const alone = path.reduceRight((inner: unknown, key) => ({ [key]: inner }), wanted);
    if (compileEventPattern(alone)(event)) return [];
    const name = path.filter((key) => key !== '$or').join('.');
    const subject =
      path.at(-1) === '$or' ? `no alternative of \`$or\`${name && ` in ${name}`} holds` : undefined;
    return [subject ?? `${name} ${describe(valueAt(event, path))}, and must be ${spoken(wanted)}`];
  });
  // Each part holds for some entry of a list, and all of them for none.
  return differences.length > 0 ? differences : ['no one entry of a list has all that the pattern asks for'];
}

interface Part {
  readonly path: readonly string[];
  readonly wanted: unknown;
}

/** The lists of a pattern, which are what it tests; `$or` is one test. */
function parts(pattern: object, path: readonly string[]): readonly Part[] {
  return Object.entries(pattern).flatMap(([key, inner]: [string, unknown]) => {
    const here = [...path, key];
    return typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? parts(inner, here)
      : [{ path: here, wanted: inner }];
  });
}

function valueAt(event: object, path: readonly string[]): unknown {
  let value: unknown = event;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    value = Object.hasOwn(value, key) ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined;
  }
  return value;
}

function describe(value: unknown): string {
  return value === undefined ? 'is absent' : `is ${JSON.stringify(value)}`;
}

/** `"a" or "b"`, and what is no plain value as EventBridge writes it. */
function spoken(wanted: unknown): string {
  return Array.isArray(wanted)
    ? wanted.map((one) => JSON.stringify(one)).join(' or ')
    : JSON.stringify(wanted);
}
