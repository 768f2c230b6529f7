import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Who has a file open. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** What the process was started as. */
  readonly command: string;
  /** When it was started, as the system counts; tells a process from a later one with the same id. Linux only. */
  readonly started: string | undefined;
}

/** A lock held by this process. */
export interface FileLock {
  /** Whether the lock file still stands there, and names this process. */
  isHeld(): boolean;
  /** Gives it back; one that somebody else has by now stays. */
  release(): void;
}

/**
 * Takes a lock file, also from a process that ended without giving it back.
 *
 * @returns the lock, or who has it
 */
export function takeFileLock(lockFile: string): FileLock | { readonly holder: LockHolder } {
  const own: LockHolder = {
    pid: process.pid,
    host: hostname(),
    command: process.argv.slice(0, 3).join(' '),
    started: startOf(process.pid),
  };
  const draft = `${lockFile}.${process.pid}`;
  const ownContent = JSON.stringify(own);
  writeFileSync(draft, ownContent);
  const isHeld = () => contentOf(lockFile) === ownContent;
  const release = () => {
    if (isHeld()) rmSync(lockFile, { force: true });
  };
  try {
    for (;;) {
      if (linked(draft, lockFile)) return { isHeld, release };
      const content = contentOf(lockFile);
      if (content === undefined) continue;
      const holder = holderIn(content);
      if (holder !== undefined && isAlive(holder)) return { holder };
      removeAbandoned(lockFile, content);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Linking fails where the name exists, and never leaves half a file. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Between reading and removing, another process may have taken the lock: what was moved away is looked at again. */
function removeAbandoned(lockFile: string, content: string): void {
  const aside = `${lockFile}.abandoned.${process.pid}`;
  try {
    renameSync(lockFile, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (contentOf(aside) !== content) linked(aside, lockFile);
  rmSync(aside, { force: true });
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

function holderIn(content: string): LockHolder | undefined {
  try {
    const json: unknown = JSON.parse(content);
    if (typeof json !== 'object' || json === null) return undefined;
    const { pid, host, command, started } = { pid: 0, host: '', command: '', started: undefined, ...json };
    return { pid: Number(pid), host: String(host), command: String(command), started };
  } catch {
    return undefined;
  }
}

/** A process of another machine cannot be looked at, and counts as alive. */
function isAlive(holder: LockHolder): boolean {
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
  const started = startOf(holder.pid);
  return started === undefined || holder.started === undefined || started === holder.started;
}

/** The start of a process in clock ticks since the machine's: the 22nd field of its stat (proc(5)). */
function startOf(pid: number): string | undefined {
  const stat = contentOf(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
