import {
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { CacheLayout, StoredFile } from './build-record';
import { CacheGoneError, isMissing } from './cache-gone-error';
import { markUsed } from './cache-upkeep';
import { sha256 } from './file-view';

/** A file of an asset: one that stands in the cache (`source` is absolute), or bytes. */
export interface AssetFile extends StoredFile {
  readonly name: string;
  readonly from: { readonly source: string } | { readonly bytes: Uint8Array };
}

/** A file of an asset from bytes. */
export function assetFile(name: string, content: string): AssetFile {
  const bytes = Buffer.from(content);
  return { name, digest: sha256(bytes), size: bytes.length, from: { bytes } };
}

/** A hash of names and bytes, whatever the order and whatever the place. */
export function assetHash(files: readonly AssetFile[]): string {
  const lines = files.map(({ name, digest }) => `${name} ${digest}\n`).sort();
  return sha256(lines.join(''));
}

/**
 * The folder of the cache with these files, made if it is not there. Many processes may do so at once.
 *
 * @returns its absolute path, named by the hash of the files
 */
export function assetFolder(cache: CacheLayout, files: readonly AssetFile[]): string {
  const directory = cache.asset(assetHash(files));
  if (holdsFiles(directory, files)) markUsed(directory, statSync(directory));
  else fillFolder(directory, files, cache.scratch());
  return directory;
}

/** Whether a folder holds exactly these files, to the byte. */
export function holdsFiles(directory: string, files: readonly AssetFile[]): boolean {
  // Most often there is none, and an exception costs more than a look.
  if (!existsSync(directory)) return false;
  try {
    return (
      readdirSync(directory).length === files.length && files.every((file) => holdsFile(directory, file))
    );
  } catch {
    return false;
  }
}

function holdsFile(directory: string, { name, from, digest }: AssetFile): boolean {
  const path = join(directory, name);
  if ('source' in from) {
    // A link to what was looked at already.
    const [one, other] = [statSync(path), statSync(from.source)];
    if (one.ino === other.ino && one.dev === other.dev) return true;
  }
  return sha256(readFileSync(path)) === digest;
}

/**
 * Makes a folder with these files, whole or not at all, in place of what has its name.
 *
 * @throws CacheGoneError when a file of the cache is not there any more
 * @param draft an absolute path beside it, or on the same file system, where nothing stands
 */
export function fillFolder(directory: string, files: readonly AssetFile[], draft: string): void {
  mkdirSync(draft, { recursive: true });
  try {
    for (const file of files) place(file, join(draft, file.name));
    moveIntoPlace(draft, directory, files);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}

function place(file: AssetFile, path: string): void {
  if ('bytes' in file.from) {
    writeFileSync(path, file.from.bytes);
    return;
  }
  try {
    // A hundred bundles of five megabytes are half a gigabyte that need not be there twice.
    linkSync(file.from.source, path);
  } catch {
    // To another file system, for instance.
    try {
      copyFileSync(file.from.source, path, constants.COPYFILE_FICLONE);
    } catch (error) {
      throw isMissing(error) && !existsSync(file.from.source) ? new CacheGoneError(file.from.source) : error;
    }
  }
}

/** A folder cannot replace another that is not empty, so that losing the race to an equal one is no error. */
function moveIntoPlace(draft: string, directory: string, files: readonly AssetFile[]): void {
  mkdirSync(dirname(directory), { recursive: true });
  try {
    renameSync(draft, directory);
  } catch (error) {
    if (!existsSync(directory)) throw error;
    if (!holdsFiles(directory, files)) replace(directory, draft);
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Puts aside what something changed, since only a whole folder may have this name. */
function replace(directory: string, draft: string): void {
  const aside = `${draft}-damaged`;
  renameSync(directory, aside);
  renameSync(draft, directory);
  rmSync(aside, { recursive: true, force: true });
}
