import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readlinkSync, type Stats, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parse } from 'jsonc-parser';

/** How a file's content counts: as it is, or only as far as esbuild reads it. */
export type ContentKind = 'file' | 'package' | 'tsconfig' | 'link';

/** A file system clock counts in steps: what changed this recently (ms) may change again without a new time. */
const youngestTrusted = 2000;

/** The fields of a package.json that decide what an import means. */
const packageFields = [
  'name',
  'type',
  'main',
  'module',
  'browser',
  'exports',
  'imports',
  'sideEffects',
  'tsconfig',
];

/**
 * Files as they are during one bundling: each is looked at once, however many actions import it. Paths are absolute or
 * relative to the project's folder.
 */
export class FileView {
  private readonly stats = new Map<string, Stats | undefined>();
  private readonly digests = new Map<string, string | undefined>();

  constructor(private readonly projectDirectory: string) {}

  /**
   * What a file's or folder's metadata say about its state: two equal stamps, one content. Empty where it is too
   * young to tell, undefined where nothing stands at the path.
   */
  stamp(path: string, kind: ContentKind = 'file'): string | undefined {
    const stats = this.statsOf(path, kind);
    if (stats === undefined) return undefined;
    if (changeOf(stats) > Date.now() - youngestTrusted) return '';
    return `${stats.size}-${stats.mtimeMs}-${stats.ctimeMs}-${stats.ino}`;
  }

  /** SHA-256 of what counts in a file, undefined where there is no such file. */
  digest(path: string, kind: ContentKind): string | undefined {
    const key = `${kind}:${path}`;
    if (this.digests.has(key)) return this.digests.get(key);
    const content = contentOf(resolve(this.projectDirectory, path), kind);
    const digest = content === undefined ? undefined : sha256(content);
    this.digests.set(key, digest);
    return digest;
  }

  /** Whether a file's content, or a folder's names, changed after a time (ms since 1970). */
  changedSince(path: string, time: number, kind: ContentKind = 'file'): boolean {
    const stats = this.statsOf(path, kind);
    return stats !== undefined && changeOf(stats) > time;
  }

  exists(path: string): boolean {
    return this.statsOf(path, 'file') !== undefined;
  }

  private statsOf(path: string, kind: ContentKind): Stats | undefined {
    const key = kind === 'link' ? `link:${path}` : path;
    if (this.stats.has(key)) return this.stats.get(key);
    const absolute = resolve(this.projectDirectory, path);
    const stats = kind === 'link' ? lstatOf(absolute) : statOf(absolute);
    this.stats.set(key, stats);
    return stats;
  }
}

/**
 * The time before a pass reads anything, in ms since 1970; what has a later one changed during the pass. A file
 * system's clock runs in steps of up to 10 ms behind the system's: the wait makes sure that no change is dated before.
 */
export async function startOfPass(): Promise<number> {
  // Rounded up: file times have fractions.
  const now = Date.now() + 1;
  await wait(12);
  return now;
}

/** When anything about a file last changed, in ms since 1970. */
function changeOf(stats: Stats): number {
  return Math.max(stats.mtimeMs, stats.ctimeMs);
}

/** SHA-256 in hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function lstatOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function contentOf(path: string, kind: ContentKind): string | Uint8Array | undefined {
  try {
    if (kind === 'link') return readlinkSync(path);
    const bytes = readFileSync(path);
    if (kind === 'file') return bytes;
    const parsed: unknown = parse(bytes.toString('utf8'));
    if (typeof parsed !== 'object' || parsed === null) return bytes;
    const fields: Readonly<Record<string, unknown>> = { ...parsed };
    const counting = kind === 'package' ? packageFields : ['compilerOptions', 'extends'];
    return JSON.stringify(counting.map((field) => fields[field] ?? null));
  } catch {
    return undefined;
  }
}
