import { randomBytes } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * A set of libraries inside a project, so that bundles made with it name its files the same on every machine. Files
 * are linked, not copied, where the file system can: they take no room of their own.
 *
 * @param nodeModules what `installLibrarySet` gave
 * @param projectDirectory absolute
 * @returns the absolute path of the `node_modules` in the project
 */
export function librariesInProject(nodeModules: string, projectDirectory: string): string {
  const folder = join(projectDirectory, '.coded-actions', 'libraries');
  const target = join(folder, basename(dirname(nodeModules)));
  if (existsSync(target)) return join(target, 'node_modules');
  const draft = `${target}.${randomBytes(6).toString('hex')}.draft`;
  try {
    mkdirSync(draft, { recursive: true });
    linkTree(nodeModules, join(draft, 'node_modules'));
    try {
      renameSync(draft, target);
    } catch (error) {
      // Another process was first.
      if (!existsSync(target)) throw error;
    }
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return join(target, 'node_modules');
}

function linkTree(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const copy = join(to, entry.name);
    if (entry.isDirectory()) linkTree(source, copy);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), copy);
    else linkOrCopy(source, copy);
  }
}

function linkOrCopy(source: string, copy: string): void {
  try {
    linkSync(source, copy);
  } catch {
    copyFileSync(source, copy);
  }
}
