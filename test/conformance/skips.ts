/**
 * Cases that are not replayed, each with its reason: outside the scope of the interpreter, or overtaken by what
 * today's documentation says. Never a wrong answer.
 */
export const SKIPPED: Readonly<Record<string, string>> = {};

/** A test holds the list to this. */
export const MOST_SKIPPED = 10;
