import { ChangedFiles, type FileChange } from './changed-files';
import type { CommandContext } from './command-context';

/** Milliseconds between two looks: a change is told after the second that sees it. */
const lookEvery = 500;

/** So many changes at once are told one by one; a checkout may bring hundreds. */
const toldAtOnce = 5;

/**
 * Tells, once a file, that it is not any more what a runtime runs.
 *
 * @param directory the project's folder
 * @param listed the files that count, relative to it
 * @param since when the runtime began to read them, in milliseconds
 * @returns what ends it
 */
export function tellChanges(
  directory: string,
  listed: () => readonly string[],
  since: number,
  { printError }: Pick<CommandContext, 'printError'>,
): () => void {
  const files = new ChangedFiles(directory, listed, since);
  const timer = setInterval(() => {
    const changes = files.look();
    const shown = changes.length > toldAtOnce ? changes.slice(0, toldAtOnce - 1) : changes;
    for (const change of shown) printError(sentence(change));
    const more = changes.length - shown.length;
    if (more > 0) printError(`${more} more files have changed; so it is with them.`);
  }, lookEvery);
  timer.unref();
  return () => clearInterval(timer);
}

const happened: Readonly<Record<FileChange['kind'], string>> = {
  changed: 'has changed',
  new: 'is new',
  gone: 'is gone',
};

function sentence({ file, kind }: FileChange): string {
  return `${file} ${happened[kind]}; this runtime runs what was there when it began: Ctrl+C and start again`;
}
