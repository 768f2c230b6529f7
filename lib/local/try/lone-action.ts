import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve, sep } from 'node:path';

/** An action's file outside any workflow. */
export interface LoneAction {
  /** Absolute, without links. */
  readonly file: string;
  /** Absolute: what names of files in messages are relative to, and where packages are looked for from. */
  readonly project: string;
  /** What a workflow's folder would be called. */
  readonly name: string;
}

/**
 * Where a lone action belongs: to the current folder if it is in it, else to the nearest folder with a package.json,
 * else to its own.
 *
 * @returns undefined where there is no such file
 */
export function loneAction(path: string, directory: string): LoneAction | undefined {
  const named = resolve(directory, path);
  if (!statSync(named, { throwIfNoEntry: false })?.isFile()) return undefined;
  const file = realpathSync(named);
  const current = realpathSync(directory);
  const project = file.startsWith(current + sep) ? current : (packageAbove(file) ?? dirname(file));
  return { file, project, name: basename(file, extname(file)) };
}

function packageAbove(file: string): string | undefined {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
  }
  return undefined;
}
