import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

/** What became of a file since the baseline. */
export interface FileChange {
  /** As it was named. */
  readonly file: string;
  readonly kind: 'changed' | 'new' | 'gone';
}

/** A file as it was seen: by its metadata, and by its content where that could be read. */
interface Sight {
  readonly stamp: string;
  readonly digest: string | undefined;
}

const absent = 'absent';

/** Compares files with what they were at first, by their content: one that is saved as it was has not changed. */
export class ChangedFiles {
  private readonly baseline = new Map<string, Sight>();
  /** Files that looked another way at the last look. */
  private readonly unsettled = new Map<string, string>();
  private readonly told = new Set<string>();

  /**
   * Looks at the files for the first time.
   *
   * @param directory absolute
   * @param listed the files that count now, relative to the directory; one that is listed later is new
   * @param since milliseconds; a file that was written after it counts as changed already
   */
  constructor(
    private readonly directory: string,
    private readonly listed: () => readonly string[],
    since: number,
  ) {
    for (const file of listed()) {
      const path = resolve(directory, file);
      const isLate = (statOf(path)?.ctimeMs ?? 0) > since;
      this.baseline.set(
        file,
        isLate ? { stamp: '', digest: '' } : { stamp: stampOf(path), digest: digestOf(path) },
      );
    }
  }

  /**
   * The changes that were not given yet, each file once. A change counts at the second look that sees it the same:
   * editors write a file in parts, or take it away and rename another to it.
   */
  look(): readonly FileChange[] {
    const files = new Set([...this.baseline.keys(), ...this.listed()]);
    return [...files].flatMap((file) => {
      const change = this.told.has(file) ? undefined : this.changeOf(file);
      if (change !== undefined) this.told.add(file);
      return change ?? [];
    });
  }

  private changeOf(file: string): FileChange | undefined {
    const path = resolve(this.directory, file);
    const before = this.baseline.get(file) ?? { stamp: absent, digest: undefined };
    const stamp = stampOf(path);
    if (stamp === before.stamp) {
      this.unsettled.delete(file);
      return undefined;
    }
    if (this.unsettled.get(file) !== stamp) {
      this.unsettled.set(file, stamp);
      return undefined;
    }
    const digest = digestOf(path);
    if (digest === before.digest) {
      this.baseline.set(file, { stamp, digest });
      return undefined;
    }
    if (digest === undefined) return { file, kind: 'gone' };
    return { file, kind: before.digest === undefined ? 'new' : 'changed' };
  }
}

function statOf(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // A folder above it may not be entered, or is a file now.
    return undefined;
  }
}

function stampOf(path: string): string {
  const stats = statOf(path);
  return stats === undefined ? absent : [stats.ino, stats.size, stats.mtimeMs, stats.ctimeMs].join(' ');
}

/** Undefined for a file that is not there, or cannot be read. */
function digestOf(path: string): string | undefined {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch {
    return undefined;
  }
}
