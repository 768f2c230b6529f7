import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** The Node that a function runs on. */
export interface NodeRuntime {
  /** Absolute path of the binary. */
  readonly path: string;
  /** Such as `24.21.0`. */
  readonly version: string;
  /** Whether its major is the one that the function's runtime names; if not, the only one here is taken. */
  readonly matches: boolean;
}

/**
 * Finds the Node of a Lambda runtime (`nodejs24.x`) on this machine: the running one, npm's packages `node` and
 * `node-<platform>-<arch>` in one of the folders given, `node24` on the PATH, or what nvm installed. Where there is
 * none of that major, it is the running one: a run here then says which Node it used.
 */
export function findNodeRuntime(runtime: string, folders: readonly string[]): NodeRuntime {
  const major = /^nodejs(\d+)/.exec(runtime)?.[1] ?? '';
  const running = { path: process.execPath, version: process.versions.node };
  const candidates = [
    () => running,
    () => findInPackages(folders),
    () => findOnPath(`node${major}`),
    () => findInNvm(major),
  ];
  for (const candidate of candidates) {
    const node = candidate();
    if (node?.version.startsWith(`${major}.`)) return { ...node, matches: true };
  }
  return { ...running, matches: false };
}

type FoundNode = { path: string; version: string } | undefined;

function findInPackages(folders: readonly string[]): FoundNode {
  const names = ['node', `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`];
  for (const folder of folders) {
    const resolver = createRequire(join(folder, 'package.json'));
    for (const name of names) {
      try {
        const manifest = resolver.resolve(`${name}/package.json`);
        const path = join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
        if (existsSync(path))
          return { path, version: String(JSON.parse(readFileSync(manifest, 'utf8')).version) };
      } catch {
        // Not installed there.
      }
    }
  }
  return undefined;
}

function findOnPath(name: string): FoundNode {
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
  if (path === undefined) return undefined;
  try {
    const version = execFileSync(path, ['--version'], { encoding: 'utf8', timeout: 5_000 });
    return { path, version: version.trim().replace(/^v/, '') };
  } catch {
    return undefined;
  }
}

function findInNvm(major: string): FoundNode {
  const versions = join(process.env.NVM_DIR ?? join(homedir(), '.nvm'), 'versions', 'node');
  if (!existsSync(versions)) return undefined;
  const newest = readdirSync(versions)
    .filter((name) => name.startsWith(`v${major}.`))
    .sort((one, other) => other.localeCompare(one, 'en', { numeric: true }))[0];
  const path = newest === undefined ? '' : join(versions, newest, 'bin', 'node');
  return newest !== undefined && existsSync(path) ? { path, version: newest.slice(1) } : undefined;
}
