import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type CommandContext, dataFolder } from './command-context';
import { InputFileError } from './input-file-error';
import { localPaths } from './local-paths';

/**
 * The file of secrets that `--secrets` names, absolute; the project's own, which need not exist, without it.
 *
 * @throws InputFileError when the named file is not there
 */
export function secretsFileOf(named: string | undefined, context: CommandContext): string {
  if (named === undefined) return localPaths(dataFolder(context)).secrets;
  const file = resolve(context.directory, named);
  if (existsSync(file)) return file;
  throw new InputFileError(
    `There is no file ${named}.`,
    'Write it as {"NAME": "value"}, or leave --secrets out.',
  );
}
