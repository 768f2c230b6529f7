import { createHash } from 'node:crypto';
import { type BuildOptions, version } from 'esbuild';

/** How the code of an action is loaded: `action.js` by `require`, `action.mjs` by `import`. */
export type OutputFormat = 'cjs' | 'esm';

/**
 * An ES module has no `require`, `__filename` or `__dirname`, but the CommonJS packages inside its bundle read them.
 * They are set as globals: a declaration here would clash with the user's own `const require = createRequire(…)`.
 */
const esModuleBanner = [
  'import{createRequire as codedActionsRequire}from"node:module";',
  'import{fileURLToPath as codedActionsPath}from"node:url";',
  'import{dirname as codedActionsFolder}from"node:path";',
  'globalThis.require??=codedActionsRequire(import.meta.url);',
  'globalThis.__filename??=codedActionsPath(import.meta.url);',
  'globalThis.__dirname??=codedActionsFolder(globalThis.__filename);',
].join('');

/** To be given with `nodePaths`: the environment variable NODE_PATH would make the bytes depend on the machine. */
const everyBuild = {
  bundle: true,
  platform: 'node',
  // Lambda has Node 24; a local run takes what is installed, and that may be Node 20.
  target: 'node20',
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
  logLevel: 'silent',
  logLimit: 0,
  // Compiled code is refused by name after the build, since whether it exists depends on the machine too.
  external: ['*.node'],
} as const satisfies BuildOptions;

/** Files of a handler of ours that are loaded when they are first needed: `lambdas/<name>/<part>.part.ts`. */
const lazyParts = './*.part';

/**
 * esbuild's options for actions. Packages go into the bundle, the AWS SDK among them: the version that the Lambda
 * runtime brings drifts, and on a laptop there is none. Spaces and comments go; names stay, since people read them in
 * stack traces and `error.name`.
 *
 * @param libraries a `node_modules` that is looked into after those of the importing file's own folders
 */
export function actionBuildOptions(format: OutputFormat, libraries?: string): BuildOptions {
  return {
    ...everyBuild,
    nodePaths: libraries === undefined ? [] : [libraries],
    format,
    ...(format === 'esm' ? { outExtension: { '.js': '.mjs' }, banner: { js: esModuleBanner } } : {}),
    minifyWhitespace: true,
    sourcemap: 'external',
    sourcesContent: false,
    logOverride: {
      'unsupported-require-call': 'warning',
      'indirect-require': 'warning',
    },
  };
}

/** esbuild's options for the handlers of this package: nobody debugs a user's code through them. */
export function ownBuildOptions(): BuildOptions {
  const external = [...everyBuild.external, lazyParts];
  return { ...everyBuild, external, nodePaths: [], format: 'cjs', minify: true };
}

/** Changes with esbuild, with its options, and with the format of what the cache holds: what is read of sources is among that. */
export function buildKey(options: readonly BuildOptions[]): string {
  const cacheFormat = 4;
  return createHash('sha256')
    .update(JSON.stringify([cacheFormat, version, options]))
    .digest('hex');
}
