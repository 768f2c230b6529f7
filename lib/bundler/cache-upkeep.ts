import { readdirSync, rmSync, type Stats, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

const day = 24 * 60 * 60 * 1000;

/** What nobody used for so long goes: each change of an action leaves an asset behind. */
const unusedFor = 30 * day;

/** No build takes so long: what is older was left by one that was killed. */
const abandonedAfter = day;

/** Notes that something in the cache was used, to the day. */
export function markUsed(path: string, stats: Stats): void {
  if (Date.now() - stats.mtimeMs < day) return;
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // A cache that cannot be written can still be read.
  }
}

/** Removes from a cache what is not used any more, and what killed builds left. */
export function sweepCache(cacheDirectory: string): void {
  for (const part of ['assets', 'content', 'packages', 'records']) {
    removeOlder(join(cacheDirectory, part), unusedFor);
  }
  removeOlder(join(cacheDirectory, 'scratch'), abandonedAfter);
}

function removeOlder(folder: string, age: number): void {
  const oldest = Date.now() - age;
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats !== undefined && stats.mtimeMs < oldest) rmSync(path, { recursive: true, force: true });
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
