import { InvalidEventPatternError } from './invalid-event-pattern-error';
import type { ValueTest } from './value-test';

/** `{"equals-ignore-case": "alice"}`. */
export function equalsIgnoreCase(argument: unknown): ValueTest {
  if (typeof argument !== 'string') {
    throw new InvalidEventPatternError('equals-ignore-case match pattern must be a string');
  }
  const folded = argument.toLowerCase();
  return (value) => typeof value === 'string' && value.toLowerCase() === folded;
}
