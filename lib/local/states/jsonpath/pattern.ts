import { createContext, Script } from 'node:vm';

/** Milliseconds that a regular expression of a definition may take. */
const TIME_LIMIT = 1_000;

const script = new Script('pattern.test(text)');

/** A regular expression that took too long. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
}

/**
 * A regular expression of a definition, matching from end to end, as the `=~` of JSONPath does.
 *
 * @throws SyntaxError
 */
export function compilePattern(source: string, flags: string): RegExp {
  return new RegExp(`^(?:${source})$`, flags.replace(/[^imsu]/g, ''));
}

/**
 * Whether a text matches, within some time.
 *
 * @throws PatternError
 */
export function testPattern(pattern: RegExp, text: string): boolean {
  try {
    return Boolean(script.runInContext(createContext({ pattern, text }), { timeout: TIME_LIMIT }));
  } catch (thrown) {
    throw new PatternError(thrown instanceof Error ? thrown.message : String(thrown));
  }
}
