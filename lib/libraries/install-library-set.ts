import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LibrarySet, type LibrarySetName, librarySet } from './library-set';
import { LibrarySetError } from './library-set-error';

/** What is left of an installation that was killed is swept away after this time, in milliseconds. */
const abandonedAfter = 60 * 60 * 1_000;

/** What a set is installed with. */
export interface InstallOptions {
  /** Absolute; sets are kept in it from one run to the next. */
  readonly cacheDirectory: string;
  /** Told before an installation, which takes half a minute; not where the set is there already. */
  readonly onInstall?: (name: LibrarySetName) => void;
  /** Runs `npm` with these arguments in a folder; the real one without it. */
  readonly runNpm?: RunNpm;
}

/** @returns what npm wrote where it failed; undefined where it did not */
export type RunNpm = (words: readonly string[], folder: string) => Promise<NpmFailure | undefined>;

export interface NpmFailure {
  readonly said: string;
  readonly isMissing: boolean;
}

/**
 * Installs a set of libraries, unless it is there. Several processes may do so at once: a set appears whole or not at
 * all, and the first one counts. Its packages' install scripts are not run.
 *
 * @returns the absolute path of its `node_modules`
 * @throws LibrarySetError when npm cannot install it
 */
export async function installLibrarySet(name: LibrarySetName, options: InstallOptions): Promise<string> {
  const { cacheDirectory, onInstall, runNpm = realNpm } = options;
  const set = librarySet(name);
  const target = join(cacheDirectory, set.id);
  if (existsSync(target)) return join(target, 'node_modules');
  onInstall?.(name);
  mkdirSync(cacheDirectory, { recursive: true });
  sweep(cacheDirectory);
  const draft = `${target}.${randomBytes(6).toString('hex')}.draft`;
  try {
    await install(set, draft, runNpm);
    moveIntoPlace(draft, target);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return join(target, 'node_modules');
}

async function install({ name, manifest, lock }: LibrarySet, folder: string, runNpm: RunNpm): Promise<void> {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), manifest);
  writeFileSync(join(folder, 'package-lock.json'), lock);
  const words = ['ci', '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const failure = await runNpm(words, folder);
  if (failure !== undefined) throw new LibrarySetError(name, failure.said, failure.isMissing);
}

/** A folder cannot take the place of another that is not empty: whoever comes second has lost nothing. */
function moveIntoPlace(draft: string, target: string): void {
  try {
    renameSync(draft, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  }
}

function sweep(cacheDirectory: string): void {
  for (const name of readdirSync(cacheDirectory)) {
    if (!name.endsWith('.draft')) continue;
    const folder = join(cacheDirectory, name);
    const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > abandonedAfter) rmSync(folder, { recursive: true, force: true });
  }
}

const realNpm: RunNpm = (words, folder) =>
  new Promise((resolve) => {
    const isWindows = process.platform === 'win32';
    const npm = spawn(isWindows ? 'npm.cmd' : 'npm', words, {
      cwd: folder,
      shell: isWindows,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [npm.stdout, npm.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        said += text;
      });
    }
    npm.once('error', (error) => resolve({ said: error.message, isMissing: true }));
    npm.once('close', (code) => resolve(code === 0 ? undefined : { said: telling(said), isMissing: false }));
  });

/** npm's own lines about what went wrong, without where it keeps its log. */
function telling(said: string): string {
  const lines = said
    .split('\n')
    .filter((line) => /^npm (?:err|error)/i.test(line))
    .map((line) => line.replace(/^npm (?:err!|error)\s*/i, '').trim())
    .filter((line) => line !== '' && !/complete log|debug-\d/i.test(line));
  return lines.slice(0, 4).join(' ') || said.slice(-300).trim();
}
