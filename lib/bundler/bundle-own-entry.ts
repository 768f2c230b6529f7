import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { build } from 'esbuild';
import { packageRoot } from '../package-root';
import { type AssetFile, assetFolder, assetHash } from './asset-folder';
import { BuildCache } from './build-cache';
import { buildKey, ownBuildOptions } from './build-options';
import { CacheLayout } from './build-record';
import type { BundledCode } from './bundled-action';
import { sweepCache } from './cache-upkeep';
import { sha256, startOfPass } from './file-view';

/**
 * The asset of a handler of this package, `lambdas/<name>/index.ts`: a folder with a minified `index.js` (CommonJS,
 * `index.handler`). Built once and kept by content; the prebuilt `dist/lambdas/<name>/index.js` where the package was
 * shipped without sources.
 *
 * @throws Error where the package has no handler of that name
 */
export async function bundleOwnEntry(name: string): Promise<BundledCode> {
  const file = await ownEntryFile(name);
  const directory = prebuiltFolder(name);
  return isPrebuilt(name) ? { directory, hash: assetHash([file]) } : assetFolder(ownLayout(), [file]);
}

/** The one file of that asset, to be placed beside others. */
export async function ownEntryFile(name: string): Promise<AssetFile> {
  if (isPrebuilt(name)) {
    const source = join(prebuiltFolder(name), 'index.js');
    const code = readFileSync(source);
    return { name: 'index.js', digest: sha256(code), size: code.length, from: { source } };
  }
  const root = packageRoot();
  const source = sourceOf(name);
  if (!existsSync(join(root, source)))
    throw new Error(`This package has no handler named ${name} (${source}).`);
  const layout = ownLayout();
  const cache = new BuildCache(root, layout);
  const record = cache.lookUp(source) ?? (await buildOwnEntry(root, source, layout, cache));
  return {
    name: 'index.js',
    digest: record.code.digest,
    size: record.code.size,
    from: { source: layout.content(record.code) },
  };
}

/** Where the package has its sources, they are what counts. */
function isPrebuilt(name: string): boolean {
  return (
    !existsSync(join(packageRoot(), sourceOf(name))) && existsSync(join(prebuiltFolder(name), 'index.js'))
  );
}

function sourceOf(name: string): string {
  return `lambdas/${name}/index.ts`;
}

/** Holds `index.js` alone. */
function prebuiltFolder(name: string): string {
  return join(packageRoot(), 'dist', 'lambdas', name);
}

async function buildOwnEntry(root: string, source: string, layout: CacheLayout, cache: BuildCache) {
  const scratch = layout.scratch();
  const outputFile = join(scratch, 'index.js');
  try {
    const startedAt = await startOfPass();
    const { metafile } = await build({
      ...ownBuildOptions(),
      metafile: true,
      absWorkingDir: root,
      entryPoints: [`./${source}`],
      outfile: outputFile,
    });
    const output = metafile.outputs[relative(root, outputFile).split(sep).join('/')];
    const [record] = cache.save(
      [
        {
          file: source,
          entry: output?.entryPoint ?? source,
          format: 'cjs',
          outputFile,
          map: undefined,
          warnings: [],
          metafile,
        },
      ],
      startedAt,
    );
    if (record === undefined) throw new Error(`Nothing came of ${source}.`);
    return record;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    sweepCache(layout.directory);
  }
}

function ownLayout(): CacheLayout {
  return new CacheLayout(
    join(packageRoot(), 'node_modules', '.cache', 'coded-actions', 'lambdas'),
    buildKey([ownBuildOptions()]),
  );
}
