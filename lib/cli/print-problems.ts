import { join } from 'node:path';
import { readableText } from '../readable-text';
import { formatProblems } from '../workflow/format-problems';
import type { Problem } from '../workflow/problem';
import type { CommandContext } from './command-context';

/**
 * Prints every problem with its place, its remedy and the line that it stands on, then how many there are.
 *
 * @param directory what the files of problems are relative to, absolute
 */
export function printProblems(
  problems: readonly Problem[],
  { printError }: Pick<CommandContext, 'printError'>,
  directory: string,
): void {
  if (problems.length === 0) return;
  const sources = new Map<string, string | undefined>();
  const sourceOf = (file: string) => {
    if (!sources.has(file)) sources.set(file, readableText(join(directory, file)));
    return sources.get(file);
  };
  printError(formatProblems(problems, sourceOf));
}
