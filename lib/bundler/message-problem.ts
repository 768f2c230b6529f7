import type { Message } from 'esbuild';
import type { Problem, SourceLocation } from '../workflow/problem';
import type { ImportSurroundings } from './unresolved-import';
import { unresolvedImport } from './unresolved-import';

/** Looks around an import, given the file that holds it. */
export type LookAround = (importer: string, specifier: string) => ImportSurroundings;

/**
 * A message of esbuild as a problem: the one place where its words become ours. What it advises for those who call
 * esbuild themselves (mark as external, choose a loader) helps nobody here.
 */
export function messageProblem(
  message: Message,
  severity: Problem['severity'],
  lookAround: LookAround,
): Problem {
  const location = locationOf(message);
  const unresolved = unresolvedSpecifier(message);
  if (unresolved !== undefined) {
    const { message: text, remedy } = unresolvedImport(unresolved, lookAround(location.file, unresolved));
    return { severity, code: 'unresolved-import', location, message: text, remedy };
  }
  for (const { pattern, code, remedy } of kinds) {
    if (pattern.test(message.text) || pattern.test(`[${message.id}]`)) {
      return { severity, code, location, message: sentence(message.text), remedy: remedy(message) };
    }
  }
  return {
    severity,
    code: severity === 'error' ? 'syntax-error' : 'suspicious-code',
    location,
    message: sentence(message.text),
    remedy: notesOf(message) || correction(message),
  };
}

interface Kind {
  /** Of the text, or of the id in brackets. */
  readonly pattern: RegExp;
  readonly code: string;
  readonly remedy: (message: Message) => string;
}

const kinds: readonly Kind[] = [
  {
    pattern: /^\[(unsupported-require-call|indirect-require)\]$/,
    code: 'dynamic-require',
    remedy: () => 'Name the package or file in quotes: only what `require` names so is in the bundle.',
  },
  {
    pattern: /^No matching export in /,
    code: 'unknown-export',
    remedy: (message) => notesOf(message) || 'Import a name that the file exports.',
  },
  {
    pattern: /^No loader is configured for /,
    code: 'unsupported-file',
    remedy: () => 'Import JavaScript, TypeScript, JSON or .txt; put other content into one of these.',
  },
  {
    pattern: /^The JSX syntax extension is not currently enabled/,
    code: 'syntax-error',
    remedy: () => 'Give the file the extension .jsx or .tsx, or remove the markup.',
  },
  {
    pattern: /^Unexpected "[)}\]]"$/,
    code: 'syntax-error',
    remedy: () => 'Take it out, or open before it what it closes.',
  },
  {
    pattern: /^Unterminated string literal$/,
    code: 'syntax-error',
    remedy: () =>
      'Close the text with the quote that it begins with; one of several lines stands in backticks.',
  },
  {
    pattern: /^\[require-resolve-not-external\]$/,
    code: 'dynamic-require',
    remedy: () => 'Use `require` or `import`: what `require.resolve` names is not in the bundle.',
  },
];

/**
 * The import that leads nowhere, if that is what a message is about. Where only the letters' case differs from an
 * existing file's, esbuild says that it cannot read the file, by its absolute path.
 */
function unresolvedSpecifier({ text, location }: Message): string | undefined {
  const named = /^Could not resolve "(.+)"$/s.exec(text)?.[1];
  if (named !== undefined || !/^Cannot read (file|directory)/.test(text) || location === null) return named;
  const line = Buffer.from(location.lineText).subarray(location.column, location.column + location.length);
  return /^["'`](.+)["'`]$/.exec(line.toString())?.[1];
}

/** esbuild counts columns from 0, in bytes of UTF-8. */
function locationOf({ location }: Message): SourceLocation {
  if (location === null) return { file: '.', line: 1, column: 1 };
  const before = Buffer.from(location.lineText).subarray(0, location.column).toString();
  return { file: location.file, line: location.line, column: before.length + 1 };
}

function notesOf(message: Message): string {
  return message.notes
    .filter(({ text }) => text !== '' && !/\bYou can\b|loader/.test(text))
    .map(({ text, location }) => {
      const place = location === null ? '' : ` ${location.file}:${location.line}`;
      return text.endsWith(':') ? `${text.slice(0, -1)}${place}.` : sentence(text);
    })
    .join(' ');
}

function correction({ location }: Message): string {
  if (location?.suggestion) return `Write ${location.suggestion} here.`;
  return 'Correct the code at this place.';
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
