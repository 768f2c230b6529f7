import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root';

/** The sets of libraries that HubSpot gives to custom code, by the names that a step's `libraries` has. */
export const librarySetNames = ['hubspot', 'hubspot-v3'] as const;

export type LibrarySetName = (typeof librarySetNames)[number];

/** What npm needs to install a set, always in the same versions. */
export interface LibrarySet {
  readonly name: LibrarySetName;
  /** Text of its package.json. */
  readonly manifest: string;
  /** Text of its package-lock.json, which names no registry: the one that npm is set to is asked. */
  readonly lock: string;
  /** Changes with what is installed. */
  readonly id: string;
}

/**
 * Reads a set as this package ships it. To renew one, change its manifest.json, copy it to an empty folder as
 * package.json, run `npm install --package-lock-only --omit-lockfile-registry-resolved` there, and copy the lock back.
 */
export function librarySet(name: LibrarySetName): LibrarySet {
  const folder = join(packageRoot(), 'lib', 'libraries', 'sets', name);
  const manifest = readFileSync(join(folder, 'manifest.json'), 'utf8');
  const lock = readFileSync(join(folder, 'lock.json'), 'utf8');
  const hash = createHash('sha256').update(manifest).update(lock).digest('hex');
  return { name, manifest, lock, id: `${name}-${hash.slice(0, 16)}` };
}
