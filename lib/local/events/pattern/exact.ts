import { InvalidEventPatternError } from './invalid-event-pattern-error';
import type { ValueTest } from './value-test';

/** The value itself: a string, a number, true, false, or null. Case counts. */
export function exact(expected: unknown): ValueTest {
  if (typeof expected === 'object' && expected !== null) {
    throw new InvalidEventPatternError('Match value must be String, number, true, false, or null');
  }
  return (value) => value === expected;
}
