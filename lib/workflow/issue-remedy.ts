import { z } from 'zod';
import { didYouMean, listNames, nearest } from './did-you-mean';
import { meantBy } from './other-words';

/**
 * zod's message of an issue, made our remedy: what would be right, as one sentence. What is wrong is said by
 * `check/shape-problems.ts`, from the issue's code and the value. Rules that stand in the schema itself, as the message
 * of a pattern, go before this. Of unknown keys there is a line for each.
 */
export const issueRemedy: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape) : [];
      // A key that is there already was not meant by another.
      const absent = known.filter((key) => !(key in (issue.input ?? {})));
      return issue.keys
        .map((key) => {
          const meant = nearest(key, absent) ?? meantBy(key, absent);
          return meant ? `Did you mean \`${meant}\`?` : `The keys here are ${listNames(known)}.`;
        })
        .join('\n');
    }
    case 'invalid_type':
      if (issue.input === undefined) return describedAs(issue.inst);
      return `Write ${expectedType(issue.expected)}${exampleNumber(issue.expected, issue.input)}.`;
    case 'invalid_value': {
      const values = issue.values.map(String);
      if (issue.input === undefined) return `${describedAs(issue.inst)} One of ${listNames(values)}.`.trim();
      if (typeof issue.input !== 'string')
        return `Write ${values.length === 1 ? '' : 'one of '}${listNames(values)}.`;
      return didYouMean(meantBy(issue.input, values) ?? issue.input, values, 'values');
    }
    case 'too_small':
      return `Give at least ${amount(issue.origin, Number(issue.minimum))}.`;
    case 'too_big':
      return `Give at most ${amount(issue.origin, Number(issue.maximum))}.`;
    case 'invalid_union':
      return issue.input === undefined ? describedAs(issue.inst) : undefined;
    case 'not_multiple_of':
      return 'Write a whole number.';
    default:
      return undefined;
  }
};

/** The type that zod expected, as an author would write it. */
export function expectedType(expected: string): string {
  switch (expected) {
    case 'string':
      return 'a text in double quotes';
    case 'number':
      return 'a number, without quotes';
    case 'int':
      return 'a whole number, without quotes';
    case 'null':
      return '`null`';
    case 'boolean':
      return '`true` or `false`, without quotes';
    case 'array':
      return 'a list: `[ … ]`';
    case 'object':
    case 'record':
      return 'an object: `{ … }`';
    default:
      return `a value of type ${expected}`;
  }
}

/** The number that a text such as `256MB` begins with, where a number is expected. */
function exampleNumber(expected: string, input: unknown): string {
  if (typeof input !== 'string' || (expected !== 'number' && expected !== 'int')) return '';
  const [, digits] = /^\s*(\d{1,15})(?!\d)/.exec(input) ?? [];
  return digits === undefined ? '' : `: \`${digits}\``;
}

/** What the schema says of itself: the description that editors show. */
function describedAs(schema: unknown): string {
  const description = schema instanceof z.ZodType ? schema.description : undefined;
  return description ?? '';
}

function amount(origin: string, limit: number): string {
  if (origin === 'string') return limit === 1 ? 'one character' : `${limit} characters`;
  if (origin === 'array' || origin === 'set') return limit === 1 ? 'one item' : `${limit} items`;
  return String(limit);
}
