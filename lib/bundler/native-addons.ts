import type { Metafile } from 'esbuild';
import { packageName } from './import-candidates';

/** A package with compiled code in a bundle. */
export interface NativeAddon {
  /** The file that loads it, as esbuild names it. */
  readonly importer: string;
  /** Undefined where the user's own code loads it. */
  readonly package: string | undefined;
  /** The import as written. */
  readonly specifier: string;
  /** True where the import names the compiled file; false where another package looks for it at run time. */
  readonly direct: boolean;
}

/** Packages that load compiled code for others, from wherever it was built. */
const loaders = ['bindings', 'node-gyp-build', '@mapbox/node-pre-gyp', 'node-pre-gyp', 'prebuild-install'];

/** The compiled code that the files of a bundle load, one place for each package, one that names the file if any. */
export function nativeAddons(metafile: Metafile, files: readonly string[]): readonly NativeAddon[] {
  const found = new Map<string, NativeAddon>();
  for (const importer of files) {
    for (const imported of metafile.inputs[importer]?.imports ?? []) {
      const specifier = imported.original ?? imported.path;
      const direct = imported.external === true && imported.path.endsWith('.node');
      const owner = packageOf(importer);
      if (!direct && !loaders.includes(specifier)) continue;
      if (owner !== undefined && loaders.includes(owner)) continue;
      const place = owner ?? importer;
      if (found.get(place)?.direct !== true) {
        found.set(place, { importer, package: owner, specifier, direct });
      }
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
