import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { build } from 'esbuild';
import { packageRoot } from '../package-root';
import { userCache } from '../user-cache';
import type { AssetFile } from './asset-folder';
import { BuildCache } from './build-cache';
import { buildKey, ownBuildOptions } from './build-options';
import { type BuildRecord, CacheLayout } from './build-record';
import type { BundledCode } from './bundled-action';
import { BundledFiles } from './bundled-files';
import { sweepCache } from './cache-upkeep';
import { sha256, startOfPass } from './file-view';
import { isWritable } from './is-writable';

/**
 * The asset of a handler of this package, `lambdas/<name>/index.ts`: a folder with a minified `index.js` (CommonJS,
 * `index.handler`), and a `<part>.part.js` of each `<part>.part.ts` beside it. Built once and kept by content; the
 * prebuilt `dist/lambdas/<name>` where the package was shipped without sources.
 *
 * @throws Error where the package has no handler of that name
 */
export async function bundleOwnEntry(name: string): Promise<BundledCode> {
  return new BundledFiles(ownLayout(), await ownEntryFiles(name));
}

/** The files of that asset, to be placed beside others. */
export async function ownEntryFiles(name: string): Promise<readonly AssetFile[]> {
  if (isPrebuilt(name)) return prebuiltFiles(prebuiltFolder(name));
  const root = packageRoot();
  const sources = ownEntrySources(name);
  const layout = ownLayout();
  const cache = new BuildCache(root, layout);
  const known = sources.map((source) => cache.lookUp(source));
  const records = known.every((record) => record !== undefined)
    ? known
    : await buildOwnEntry(root, sources, layout, cache);
  return records.map(({ code }, index) => ({
    name: outputName(sources[index] ?? ''),
    digest: code.digest,
    size: code.size,
    from: { source: layout.content(code) },
  }));
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
  return basename(source).replace(/\.ts$/, '.js');
}

async function buildOwnEntry(
  root: string,
  sources: readonly string[],
  layout: CacheLayout,
  cache: BuildCache,
): Promise<readonly BuildRecord[]> {
  const scratch = layout.scratch();
  try {
    const startedAt = await startOfPass();
    const { metafile } = await build({
      ...ownBuildOptions(),
      metafile: true,
      absWorkingDir: root,
      entryPoints: sources.map((source) => `./${source}`),
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
    if (records.length === 0) throw new Error(`Nothing came of ${sources.join(', ')}.`);
    return records;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    sweepCache(layout.directory);
  }
}

function ownLayout(): CacheLayout {
  const inPackage = join(packageRoot(), 'node_modules', '.cache', 'coded-actions');
  // What is installed may be for reading only, as in an image of a container.
  const cache = isWritable(inPackage) ? inPackage : userCache(process.env);
  return new CacheLayout(join(cache, 'lambdas'), buildKey([ownBuildOptions()]));
}
