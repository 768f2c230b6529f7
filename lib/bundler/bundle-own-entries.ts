import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { build } from 'esbuild';
import { packageRoot } from '../package-root';
import type { AssetFile } from './asset-folder';
import { BuildCache } from './build-cache';
import { buildKey, ownBuildOptions } from './build-options';
import { type BuildRecord, CacheLayout } from './build-record';
import type { BundledCode } from './bundled-action';
import { BundledFiles } from './bundled-files';
import { sweepCache } from './cache-upkeep';
import { sha256, startOfPass } from './file-view';
import { writableCache } from './writable-cache';

/**
 * The assets of handlers of this package, `lambdas/<name>/index.ts`: each a folder with a minified `index.js` (CommonJS,
 * `index.handler`), and a `<part>.part.js` of each `<part>.part.ts` beside it. Built once, all in one pass since they
 * share most of what they import, and kept by content; the prebuilt `dist/lambdas/<name>` where the package was shipped
 * without sources.
 *
 * @returns the asset of one of the names
 * @throws Error where the package has no handler of a name
 */
export async function bundleOwnEntries(names: readonly string[]): Promise<(name: string) => BundledCode> {
  const layout = ownLayout();
  const files = await filesOfEntries(names, layout);
  return (name) => new BundledFiles(layout, files(name));
}

/** The files of the asset of one handler, to be placed beside others. */
export async function ownEntryFiles(name: string): Promise<readonly AssetFile[]> {
  return (await filesOfEntries([name], ownLayout()))(name);
}

async function filesOfEntries(
  names: readonly string[],
  layout: CacheLayout,
): Promise<(name: string) => readonly AssetFile[]> {
  const root = packageRoot();
  const sources = names.filter((name) => !isPrebuilt(name)).flatMap(ownEntrySources);
  const cache = new BuildCache(root, layout);
  const records = new Map<string, BuildRecord>();
  for (const source of sources) {
    const record = cache.lookUp(source);
    if (record !== undefined) records.set(source, record);
  }
  const missing = sources.filter((source) => !records.has(source));
  if (missing.length > 0) {
    const built = await buildOwnEntries(root, missing, layout, cache);
    for (const [source, record] of built) records.set(source, record);
  }
  return (name) =>
    isPrebuilt(name)
      ? prebuiltFiles(prebuiltFolder(name))
      : ownEntrySources(name).map((source) => {
          const record = records.get(source);
          if (record === undefined) throw new Error(`${name} is not among ${names.join(', ')}.`);
          return builtFile(source, record, layout);
        });
}

function builtFile(source: string, { code }: BuildRecord, layout: CacheLayout): AssetFile {
  return {
    name: outputName(basename(source)),
    digest: code.digest,
    size: code.size,
    from: { source: layout.content(code) },
  };
}

/**
 * The sources of a handler of this package, relative to its folder, of which each is a file of the asset.
 *
 * @throws Error where the package has no handler of that name
 */
export function ownEntrySources(name: string): readonly string[] {
  const folder = join(packageRoot(), 'lambdas', name);
  if (!existsSync(join(folder, 'index.ts')))
    throw new Error(`This package has no handler named ${name} (lambdas/${name}/index.ts).`);
  const parts = readdirSync(folder).filter((file) => file.endsWith('.part.ts'));
  return ['index.ts', ...parts.sort()].map((file) => `lambdas/${name}/${file}`);
}

/** Where the package has its sources, they are what counts. */
function isPrebuilt(name: string): boolean {
  return (
    !existsSync(join(packageRoot(), 'lambdas', name, 'index.ts')) &&
    existsSync(join(prebuiltFolder(name), 'index.js'))
  );
}

/** Holds the files of the asset alone. */
function prebuiltFolder(name: string): string {
  return join(packageRoot(), 'dist', 'lambdas', name);
}

function prebuiltFiles(folder: string): readonly AssetFile[] {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const source = join(folder, name);
      const code = readFileSync(source);
      return { name, digest: sha256(code), size: code.length, from: { source } };
    });
}

function outputName(source: string): string {
  return source.replace(/\.ts$/, '.js');
}

async function buildOwnEntries(
  root: string,
  sources: readonly string[],
  layout: CacheLayout,
  cache: BuildCache,
): Promise<readonly (readonly [source: string, record: BuildRecord])[]> {
  const scratch = layout.scratch();
  try {
    const startedAt = await startOfPass();
    const { metafile } = await build({
      ...ownBuildOptions(),
      metafile: true,
      absWorkingDir: root,
      entryPoints: sources.map((source) => `./${source}`),
      outbase: root,
      outdir: scratch,
    });
    const records = cache.save(
      sources.map((source) => {
        const outputFile = join(scratch, outputName(source));
        const output = metafile.outputs[relative(root, outputFile).split(sep).join('/')];
        const entry = output?.entryPoint ?? source;
        return {
          file: source,
          entry,
          format: 'cjs',
          outputFile,
          map: undefined,
          warnings: [],
          reads: [],
          metafile,
        };
      }),
      startedAt,
    );
    return records.map((record, index) => [sources[index] ?? '', record] as const);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    sweepCache(layout.directory);
  }
}

function ownLayout(): CacheLayout {
  const inPackage = join(packageRoot(), 'node_modules', '.cache', 'coded-actions');
  // What is installed may be for reading only, as in an image of a container.
  return new CacheLayout(writableCache(join(inPackage, 'lambdas'), 'lambdas'), buildKey([ownBuildOptions()]));
}
