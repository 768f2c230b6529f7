import { isTemplateObject } from '../../assembly/template';
import { InvalidEventPatternError } from './invalid-event-pattern-error';
import type { Operator } from './value-test';

/** `{"prefix": "us-"}`, `{"prefix": {"equals-ignore-case": "US-"}}`. */
export const prefix: Operator = (argument) =>
  affix('prefix', argument, (value, part) => value.startsWith(part));

/** `{"suffix": ".png"}`, `{"suffix": {"equals-ignore-case": ".PNG"}}`. */
export const suffix: Operator = (argument) =>
  affix('suffix', argument, (value, part) => value.endsWith(part));

function affix(name: string, argument: unknown, has: (value: string, part: string) => boolean) {
  if (typeof argument === 'string')
    return (value: unknown) => typeof value === 'string' && has(value, argument);
  const folded = isTemplateObject(argument) ? argument['equals-ignore-case'] : undefined;
  if (typeof folded !== 'string') {
    throw new InvalidEventPatternError(`${name} match pattern must be a string or equals-ignore-case`);
  }
  return (value: unknown) => typeof value === 'string' && has(value.toLowerCase(), folded.toLowerCase());
}
