import { statSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import { CodedActionsError } from '../coded-actions-error';
import { localPaths } from './local-paths';

/** A file of the local data cannot be used. */
export class LocalFileError extends CodedActionsError {
  readonly code = 'local-file';

  /** @param reason half a sentence: `is a folder` */
  constructor(
    readonly file: string,
    reason: string,
    readonly remedy: string,
  ) {
    super(`${file} ${reason}.`);
  }
}

/** The files that a store keeps beside each other. */
export function dataFiles(store: string): readonly string[] {
  return [store, `${store}.executions`, `${store}.lock`];
}

/** @throws LocalFileError when there is a folder where one of the files is to be */
export function requireNoFolders(files: readonly string[]): void {
  for (const file of files) {
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
      throw new LocalFileError(file, 'is a folder, and must be a file', 'Move the folder away.');
    }
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'may not be read and written by you',
  EPERM: 'may not be read and written by you',
  EROFS: 'is on a disk that cannot be written',
  ENOSPC: 'cannot be written: the disk is full',
  ENOTDIR: 'cannot be made: a file is where a folder must be',
  EEXIST: 'cannot be made: a file is where a folder must be',
  EISDIR: 'is a folder, and must be a file',
};

/**
 * What the file system refused in a project's local data, as a person can mend it; undefined for any other error.
 *
 * @param folder the folder that holds `.coded-actions`
 */
export function localFileError(error: unknown, folder: string): LocalFileError | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('path' in error))
    return undefined;
  const reason = reasons[String(error.code)];
  // A copy names both, and writes the second.
  const path = String('dest' in error ? error.dest : error.path);
  const data = dirname(localPaths(folder).store);
  if (error.code === 'ENOSPC')
    return new LocalFileError(path, reasons.ENOSPC ?? '', 'Make room on the disk, and try again.');
  if (reason === undefined || !(path === data || path.startsWith(data + sep))) return undefined;
  if (['EACCES', 'EPERM', 'EROFS'].includes(String(error.code))) {
    // What a temporary folder was to be named says nothing to anybody.
    const place = path.replace(/[\\/]run-\d+-X{6}$/, '');
    return new LocalFileError(
      place,
      reason,
      'Run the command as the user who owns the project, or in a copy of the project that is your own.',
    );
  }
  return new LocalFileError(path, reason, 'Mend that, or move .coded-actions away to begin anew.');
}
