import type { Finding } from './problem-list';

/** What looks like an expression to people, and is a text to the language. */
const lookalikes: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /\{\{\s*\$?(record|steps|trigger|run|env|error)\b/, what: '`{{ … }}`' },
  { pattern: /\$\{\s*\$?(record|steps|trigger|run|env|error)\b/, what: '`${ … }`' },
  { pattern: /^\$\.[A-Za-z]/, what: 'A path such as `$.x`' },
  { pattern: /^\$(record|steps|trigger|run|env|error)\.[A-Za-z]/, what: 'A name such as `$record.x` alone' },
  { pattern: /^\$\$\.[A-Z]/, what: 'A path such as `$$.Execution`' },
];

/** A warning of a text that its author may take for an expression, and where in it. */
export function templateText(
  text: string,
): { readonly index: number; readonly finding: Finding } | undefined {
  for (const { pattern, what } of lookalikes) {
    const index = text.search(pattern);
    if (index < 0) continue;
    return {
      index,
      finding: {
        severity: 'warning',
        code: 'text-like-expression',
        message: `${what} is a text like any other here: nothing is put in for it.`,
        remedy: 'Write an expression, which is the whole string: `"{% $record.email %}"`.',
      },
    };
  }
  return undefined;
}
