import { resolve } from 'node:path';
import { readableText } from '../readable-text';
import type { CommandContext } from './command-context';
import { InputFileError } from './input-file-error';

/**
 * Refuses what stands behind the workflow that `run` takes.
 *
 * @throws InputFileError with the option that a file was meant for
 */
export function refuseMoreWords(words: readonly string[], { directory }: CommandContext): void {
  const [word] = words;
  if (word === undefined) return;
  const text = readableText(resolve(directory, word));
  const option = text?.includes('"detail-type"') === true ? '--event' : '--record';
  const isFile = text !== undefined || word.endsWith('.json') || word === '-';
  throw new InputFileError(
    `\`run\` takes one workflow, and ${word} stands behind it.`,
    isFile ? `Did you mean \`${option} ${word}\`?` : 'Run one workflow at a time.',
  );
}
