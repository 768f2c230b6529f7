import { z } from 'zod';
import { meantExpression } from './expression/meant-expression';

/** Any JSON value. Where the language says that it may hold expressions, its strings of the form `{% … %}` are some. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** The schema of any JSON value. */
export const jsonValue: z.ZodType<JsonValue> = z.json();

/**
 * The schema of a string that must be an expression. As Step Functions has it, nothing stands before `{%` or behind
 * `%}`.
 */
export const expression = z
  .string({ error: expressionRule })
  .regex(/^\{%[\s\S]*%\}$/, { error: expressionRule });

function expressionRule({ input }: { readonly input?: unknown }): string | undefined {
  if (input === undefined) return undefined;
  return `Write an expression, which is the whole string: \`"{% ${meantExpression(input)} %}"\`.`;
}

/** A value that can be compared and stored in a property. */
export const scalar = z.union([z.string(), z.number(), z.boolean()]);
