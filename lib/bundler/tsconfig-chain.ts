import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, resolve } from 'node:path';
import { parse } from 'jsonc-parser';
import type { PathMapping } from './import-candidates';

/** A tsconfig.json with everything that it extends. */
export interface TsconfigChain {
  /** Absolute paths, the extending file first. */
  readonly files: readonly string[];
  readonly mapping: PathMapping;
}

interface Tsconfig {
  readonly extends?: string | readonly string[];
  readonly compilerOptions?: {
    readonly baseUrl?: string;
    readonly paths?: Readonly<Record<string, readonly string[]>>;
  };
}

/** Follows `extends`; a file that is not there or not readable ends its branch, as it does for esbuild. */
export function tsconfigChain(file: string): TsconfigChain {
  const files: string[] = [];
  let baseUrl: string | undefined;
  let paths: { readonly base: string; readonly entries: PathMapping['paths'] } | undefined;
  const follow = (path: string): void => {
    if (files.includes(path)) return;
    files.push(path);
    const config = readTsconfig(path);
    const options = config.compilerOptions ?? {};
    if (baseUrl === undefined && typeof options.baseUrl === 'string') {
      baseUrl = resolve(dirname(path), options.baseUrl);
    }
    if (paths === undefined && typeof options.paths === 'object' && options.paths !== null) {
      paths = { base: dirname(path), entries: options.paths };
    }
    // The last of several wins, so that it is followed first.
    for (const parent of [config.extends ?? []].flat().reverse()) {
      const extended = extendedFile(path, parent);
      if (extended !== undefined) follow(extended);
    }
  };
  follow(file);
  return {
    files,
    mapping: { baseUrl, pathsBase: baseUrl ?? paths?.base ?? dirname(file), paths: paths?.entries ?? {} },
  };
}

function readTsconfig(path: string): Tsconfig {
  try {
    const parsed: unknown = parse(readFileSync(path, 'utf8'));
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}

function extendedFile(from: string, parent: string): string | undefined {
  if (parent.startsWith('.') || isAbsolute(parent)) {
    const path = resolve(dirname(from), parent);
    return [path, `${path}.json`].find(isFile) ?? `${path}.json`;
  }
  const load = createRequire(from);
  for (const specifier of [parent, `${parent}.json`, `${parent}/tsconfig.json`]) {
    try {
      return load.resolve(specifier);
    } catch {
      // The next spelling.
    }
  }
  return undefined;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
