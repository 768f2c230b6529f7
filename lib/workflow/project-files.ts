import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { sep } from 'node:path';

/** Why something could not be read. */
export interface Failure {
  readonly code: string;
  readonly missing: boolean;
  /** As the end of a sentence. */
  readonly reason: string;
}

/** The text of a file, or why it cannot be read. */
export function readText(path: string): string | Failure {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const failure = failureOf(error);
    // A link is there, though what it leads to is not.
    return { ...failure, missing: failure.missing && !isThere(path) };
  }
}

/** What a folder holds, in the order of the names, or why it cannot be read. */
export function readFolder(path: string): readonly string[] | Failure {
  try {
    return readdirSync(path).sort();
  } catch (error) {
    return failureOf(error);
  }
}

/** What a folder holds, as far as anybody may look. */
export function namesIn(folder: string): readonly string[] {
  const found = readFolder(folder);
  return 'reason' in found ? [] : found;
}

/** What stands at a path, links followed; undefined where nothing is, or nothing that may be seen. */
export function kindOf(path: string): 'file' | 'directory' | undefined {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) return 'directory';
    return stats.isFile() ? 'file' : undefined;
  } catch {
    return undefined;
  }
}

/** Whether anything stands at a path: a link that leads nowhere too, which is then found to be unreadable. */
export function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch (error) {
    const { code } = failureOf(error);
    return code !== 'ENOENT' && code !== 'ENOTDIR';
  }
}

/** Whether a link stands at a path whose end is not there. */
export function leadsNowhere(path: string): boolean {
  return kindOf(path) === undefined && lstatSync(path).isSymbolicLink();
}

/** A path with forward slashes, as messages show it on every system. */
export function toPosix(path: string): string {
  return path.split(sep).join('/');
}

function failureOf(error: unknown): Failure {
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
  return { code, missing: code === 'ENOENT', reason: reasons[code] ?? `the system says ${code}` };
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'a link leads nowhere',
  EISDIR: 'it is a folder',
  ENOTDIR: 'it is a file',
  EACCES: 'you have no permission',
  EPERM: 'you have no permission',
  ELOOP: 'it is a link that leads in a circle',
};
