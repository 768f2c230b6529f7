import { createContext, Script } from 'node:vm';

/** Milliseconds that a regular expression of a definition may take. */
const TIME_LIMIT = 1_000;

const script = new Script('pattern.test(text)');

/**
 * Whether a regular expression of a definition matches a text from end to end, as the `=~` of JSONPath does.
 *
 * @throws Error for a pattern that is not valid, or that takes too long
 */
export function testPattern(source: string, flags: string, text: string): boolean {
  const pattern = new RegExp(`^(?:${source})$`, flags.replace(/[^imsu]/g, ''));
  return Boolean(script.runInContext(createContext({ pattern, text }), { timeout: TIME_LIMIT }));
}
