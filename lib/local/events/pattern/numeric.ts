import { InvalidEventPatternError } from './invalid-event-pattern-error';
import type { ValueTest } from './value-test';

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** "Numeric matching": between -5.0e9 and 5.0e9. */
const LARGEST = 5_000_000_000;

/** `{"numeric": [">", 0, "<=", 5]}`. A number in quotes is a string and does not match. */
export function numeric(argument: unknown): ValueTest {
  if (!Array.isArray(argument) || argument.length === 0 || argument.length % 2 !== 0) {
    throw new InvalidEventPatternError(
      'Invalid member in numeric match: expected pairs of an operator and a number',
    );
  }
  const tests: ((value: number) => boolean)[] = [];
  for (let at = 0; at < argument.length; at += 2) {
    const compare = COMPARISONS[String(argument[at])];
    const bound: unknown = argument[at + 1];
    if (!compare) throw new InvalidEventPatternError(`Unrecognized numeric range operator: ${argument[at]}`);
    if (typeof bound !== 'number') {
      throw new InvalidEventPatternError('Value of numeric comparison must be a number');
    }
    if (Math.abs(bound) > LARGEST) {
      throw new InvalidEventPatternError('Value must be between -5.0E9 and +5.0E9, inclusive');
    }
    tests.push((value) => compare(value, bound));
  }
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}
