import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * The folder of this user's cache of coded-actions, outside any project: safe to delete at any time. Where the
 * environment names a place for caches it is there ("XDG Base Directory Specification"; `LOCALAPPDATA` on Windows).
 */
export function userCache(environment: Readonly<Record<string, string | undefined>>): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = environment;
  const named = process.platform === 'win32' ? LOCALAPPDATA : XDG_CACHE_HOME;
  const folder = named !== undefined && isAbsolute(named) ? named : join(homedir(), '.cache');
  return join(folder, 'coded-actions');
}
