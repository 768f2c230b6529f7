import { z } from 'zod';
import { didYouMean, listNames, nearest } from './did-you-mean';

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
        .map((key) =>
          nearest(key, absent) ? didYouMean(key, absent, '') : `The keys here are ${listNames(known)}.`,
        )
        .join('\n');
    }
    case 'invalid_type':
      return issue.input === undefined ? describedAs(issue.inst) : `Write ${expectedType(issue.expected)}.`;
    case 'invalid_value': {
      const values = issue.values.map(String);
      if (issue.input === undefined) return `${describedAs(issue.inst)} One of ${listNames(values)}.`.trim();
      return typeof issue.input === 'string'
        ? didYouMean(issue.input, values, 'values')
        : `Write one of ${listNames(values)}.`;
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
