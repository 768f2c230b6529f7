import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatProblems } from '../workflow/format-problems';
import type { Problem } from '../workflow/problem';
import type { CommandContext } from './command-context';

/** Prints every problem with its place, its remedy and the line that it stands on, then how many there are. */
export function printProblems(problems: readonly Problem[], context: CommandContext): void {
  if (problems.length === 0) return;
  const sources = new Map<string, string | undefined>();
  const sourceOf = (file: string) => {
    if (!sources.has(file)) sources.set(file, readSource(join(context.directory, file)));
    return sources.get(file);
  };
  context.printError(formatProblems(problems, sourceOf));
}

/** A file's text, or nothing where the problem is that it cannot be read. */
function readSource(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
