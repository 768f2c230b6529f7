import { z } from 'zod';

/**
 * The names of the language. A pattern's message says what a right name looks like; it is what the user reads as the
 * remedy.
 */

/** A workflow's name is part of the names of its stack and state machine, which AWS limits to 80 characters. */
export const workflowName = z
  .string()
  .max(40)
  .regex(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    'A name is of small letters, digits and single hyphens, and begins with a letter: `rotate-leads`.',
  );

/** Names that workflows may not have: stacks of our own have them. */
export const reservedWorkflowNames: ReadonlySet<string> = new Set(['runtime']);

const identifierRule = 'A name is a letter, then letters, digits and `_`: `ownerId`.';
const identifierPattern = /^[A-Za-z][A-Za-z0-9_]*$/;

/** The id of a step. */
export const stepId = z.string().max(40).regex(identifierPattern, identifierRule);

/** The name of an output: an expression reads it as `$steps.<id>.<name>`. */
export const outputName = z.string().max(100).regex(identifierPattern, identifierRule);

/** The name of an input. HubSpot lets users choose them freely. */
export const inputName = z.string().min(1).max(100);

/** The name of a secret, as it stands in `process.env` and in Secrets Manager. */
export const secretName = z
  .string()
  .max(100)
  .regex(
    /^[A-Za-z_][A-Za-z0-9_]*$/,
    'A name is of letters, digits and `_`, and begins with no digit: `CALENDAR_API_KEY`.',
  );
