import { dirname, join, parse, resolve, sep } from 'node:path';

/** What TypeScript's `paths` and `baseUrl` say about imports that are not relative. */
export interface PathMapping {
  /** Absolute; undefined where the tsconfig has none. */
  readonly baseUrl: string | undefined;
  /** Absolute folder that the targets of `paths` are relative to. */
  readonly pathsBase: string;
  readonly paths: Readonly<Record<string, readonly string[]>>;
}

/** The order does not matter here: any of them that appears may win. */
const extensions = ['.tsx', '.ts', '.jsx', '.js', '.mts', '.mjs', '.cts', '.cjs', '.css', '.json'];

/** esbuild looks for `x.ts` where TypeScript code imports `x.js` (esbuild's documentation, "Content Types"). */
const rewritten = /\.[cm]?jsx?$/;

/**
 * All paths that could make an import mean something else, were a file or folder to appear there: the files that an
 * extension or an `index` adds, the nearer `node_modules`, the targets of a tsconfig's `paths`. Wider than esbuild's
 * own search, never narrower.
 *
 * @param importer absolute path of the file with the import
 * @param specifier as written
 */
export function importCandidates(
  importer: string,
  specifier: string,
  mapping: PathMapping | undefined,
): readonly string[] {
  if (isRelative(specifier)) return pathCandidates(resolve(dirname(importer), specifier));
  return [...mappedPaths(specifier, mapping).flatMap(pathCandidates), ...packageFolders(importer, specifier)];
}

/** Whether an import names a file, and not a package. */
export function isRelative(specifier: string): boolean {
  return /^\.{0,2}\/|^\.{1,2}$|^[A-Za-z]:[\\/]/.test(specifier);
}

/** The package of an import: `@scope/name/part` is of `@scope/name`. */
export function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Where Node's search for a package goes, nearest first. */
export function packageFolders(importer: string, specifier: string): readonly string[] {
  const folders: string[] = [];
  const { root } = parse(importer);
  for (let folder = dirname(importer); ; folder = dirname(folder)) {
    if (!folder.endsWith(`${sep}node_modules`)) {
      folders.push(join(folder, 'node_modules', packageName(specifier)));
    }
    if (folder === root) return folders;
  }
}

function pathCandidates(base: string): readonly string[] {
  const stem = base.replace(rewritten, '');
  return [
    base,
    ...extensions.map((extension) => base + extension),
    ...(stem === base ? [] : extensions.map((extension) => stem + extension)),
    join(base, 'package.json'),
    ...extensions.map((extension) => join(base, `index${extension}`)),
  ];
}

function mappedPaths(specifier: string, mapping: PathMapping | undefined): readonly string[] {
  if (mapping === undefined) return [];
  const targets = Object.entries(mapping.paths).flatMap(([pattern, replacements]) => {
    const [before = '', after] = pattern.split('*', 2);
    if (after === undefined) return specifier === pattern ? replacements : [];
    if (!specifier.startsWith(before) || !specifier.endsWith(after)) return [];
    const middle = specifier.slice(before.length, specifier.length - after.length);
    return replacements.map((replacement) => replacement.replace('*', () => middle));
  });
  const mapped = targets.map((target) => resolve(mapping.pathsBase, target));
  return mapping.baseUrl === undefined ? mapped : [...mapped, resolve(mapping.baseUrl, specifier)];
}
