import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type CommandContext, dataFolder } from './command-context';
import { InputFileError } from './input-file-error';
import { localPaths } from './local-paths';

/**
 * The file of secrets that `--secrets` names, absolute; the project's own, which need not exist, without it.
 *
 * @throws InputFileError when the named file is not there, or is a folder
 */
export function secretsFileOf(named: string | undefined, context: CommandContext): string {
  if (named === undefined) return localPaths(dataFolder(context)).secrets;
  const file = resolve(context.directory, named);
  const status = statSync(file, { throwIfNoEntry: false });
  if (status !== undefined && !status.isDirectory()) return file;
  throw new InputFileError(
    status === undefined ? `There is no file ${named}.` : `${named} is a folder.`,
    'Name a file like {"NAME": "value"}, or leave --secrets out.',
  );
}
