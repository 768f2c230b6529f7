import {
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { CacheLayout, StoredFile } from './build-record';
import type { BundledCode } from './bundled-action';
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

/** The folder with these files, made if it is not there. Many processes may do so at once. */
export function assetFolder(cache: CacheLayout, files: readonly AssetFile[]): BundledCode {
  const hash = assetHash(files);
  const directory = cache.asset(hash);
  const stats = statSync(directory, { throwIfNoEntry: false });
  if (stats !== undefined && isWhole(directory, files)) {
    markUsed(directory, stats);
  } else {
    const draft = cache.scratch();
    mkdirSync(draft, { recursive: true });
    for (const file of files) place(file, join(draft, file.name));
    moveIntoPlace(draft, directory, files);
  }
  return { directory, hash };
}

function isWhole(directory: string, files: readonly AssetFile[]): boolean {
  return files.every(
    ({ name, size }) => statSync(join(directory, name), { throwIfNoEntry: false })?.size === size,
  );
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
    copyFileSync(file.from.source, path, constants.COPYFILE_FICLONE);
  }
}

/** A folder cannot replace another that is not empty, so that losing the race to an equal one is no error. */
function moveIntoPlace(draft: string, directory: string, files: readonly AssetFile[]): void {
  mkdirSync(dirname(directory), { recursive: true });
  try {
    renameSync(draft, directory);
  } catch (error) {
    if (!isWhole(directory, files)) {
      // Something took files out of it: put it aside, since only a whole folder may have this name.
      if (statSync(directory, { throwIfNoEntry: false }) === undefined) throw error;
      renameSync(directory, `${draft}-damaged`);
      renameSync(draft, directory);
    }
  } finally {
    rmSync(draft, { recursive: true, force: true });
    rmSync(`${draft}-damaged`, { recursive: true, force: true });
  }
}
