import { InvalidEventPatternError } from './invalid-event-pattern-error';
import type { ValueTest } from './value-test';

/** `{"wildcard": "dir/*.png"}`: `*` stands for any characters, `\*` and `\\` for themselves. */
export function wildcard(argument: unknown): ValueTest {
  if (typeof argument !== 'string')
    throw new InvalidEventPatternError('wildcard match pattern must be a string');
  const parts: string[] = [''];
  for (let at = 0; at < argument.length; at++) {
    const character = argument[at] ?? '';
    if (character === '*') {
      if (argument[at + 1] === '*') {
        throw new InvalidEventPatternError(`Consecutive wildcard characters at pos ${at}`);
      }
      parts.push('');
      continue;
    }
    if (character === '\\') {
      const next = argument[++at];
      if (next !== '*' && next !== '\\') {
        throw new InvalidEventPatternError(`Invalid escape character at pos ${at - 1}`);
      }
      parts[parts.length - 1] += next;
      continue;
    }
    parts[parts.length - 1] += character;
  }
  return (value) => typeof value === 'string' && hasParts(value, parts);
}

/** Whether the parts come in this order, the first at the start and the last at the end. Takes linear time. */
function hasParts(value: string, parts: readonly string[]): boolean {
  const [first = '', ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return value === first;
  if (!value.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = value.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return value.length - last.length >= at && value.endsWith(last);
}
