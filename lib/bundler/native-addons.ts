import type { Metafile } from 'esbuild';
import { packageName } from './import-candidates';

/** A package with compiled code in a bundle. */
export interface NativeAddon {
  /** The file that loads it, as esbuild names it. */
  readonly importer: string;
  readonly package: string;
  /** The import as written; undefined where the package finds its compiled file only when it runs. */
  readonly specifier: string | undefined;
}

/** Packages that load compiled code for others, from wherever it was built. */
const loaders = ['bindings', 'node-gyp-build', '@mapbox/node-pre-gyp', 'node-pre-gyp', 'prebuild-install'];

/** The compiled code that the files of a bundle load. */
export function nativeAddons(metafile: Metafile, files: readonly string[]): readonly NativeAddon[] {
  const found = new Map<string, NativeAddon>();
  for (const importer of files) {
    for (const imported of metafile.inputs[importer]?.imports ?? []) {
      const direct = imported.external === true && imported.path.endsWith('.node');
      if (!direct && !loaders.includes(imported.original ?? imported.path)) continue;
      const owner = packageOf(importer) ?? packageName(imported.path);
      const known = found.get(owner);
      if (known?.specifier !== undefined) continue;
      found.set(owner, { importer, package: owner, specifier: direct ? imported.path : undefined });
    }
  }
  return [...found.values()];
}

/**
 * Whether code loads a file only to see if it is there: packages with compiled parts that they can do without have
 * the `require` in a `try`.
 */
export function isOptionalRequire(source: string, specifier: string): boolean {
  const quoted = specifier.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return new RegExp(`\\btry\\s*\\{[^{}]*\\brequire\\(\\s*['"\`]${quoted}['"\`]`).test(source);
}

function packageOf(file: string): string | undefined {
  const [, inside] = /.*(?:^|\/)node_modules\/(.+)$/.exec(file) ?? [];
  return inside === undefined ? undefined : packageName(inside);
}
