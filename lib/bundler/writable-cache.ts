import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { userCache } from '../user-cache';
import { isWritable } from './is-writable';

let temporary: string | undefined;

/**
 * The cache in a folder, if it can be written; else the user's own, else one that goes with this process: whoever may
 * only read a project can check and synthesize it all the same.
 *
 * @param folder where the cache should be, absolute
 * @param name of its part in the user's cache
 */
export function writableCache(folder: string, name: string): string {
  if (isWritable(folder)) return folder;
  const own = join(userCache(process.env), name);
  if (isWritable(own)) return own;
  temporary ??= temporaryFolder();
  return join(temporary, name);
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'coded-actions-cache-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
