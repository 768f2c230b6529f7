import { z } from 'zod';

/** Any JSON value. Where the language says that it may hold expressions, its strings of the form `{% … %}` are some. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** The schema of any JSON value. */
export const jsonValue: z.ZodType<JsonValue> = z.json();

/**
 * The schema of a string that must be an expression. As Step Functions has it, nothing stands before `{%` or behind
 * `%}`.
 */
export const expression = z.string().regex(/^\{%[\s\S]*%\}$/, {
  error: ({ input }) => `Write an expression, which is the whole string: \`"{% ${exampleOf(input)} %}"\`.`,
});

/** What the author may have meant: what is written, if it is short enough. */
function exampleOf(written: unknown): string {
  return typeof written === 'string' && written !== '' && written.length <= 60 ? written : '$record.email';
}

/** A value that can be compared and stored in a property. */
export const scalar = z.union([z.string(), z.number(), z.boolean()]);
