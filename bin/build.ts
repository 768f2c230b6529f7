import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import ts from 'typescript';
import { ownBuildOptions } from '../lib/bundler/build-options';
import { ownEntrySources } from '../lib/bundler/bundle-own-entries';
import { packageRoot } from '../lib/package-root';

/**
 * `npm run build`: what a packed package holds instead of its sources.
 *
 *     dist/index.js     what a CDK app requires, and dist/index.mjs what one imports
 *     dist/action.*     the part of it that actions need; a bundler takes only this (`exports` in package.json)
 *     dist/cli.js       the command `coded-actions`
 *     dist/lambdas      our own handlers, as they are deployed
 *     dist/types        declarations
 */
const root = packageRoot();
const dist = join(root, 'dist');

/** Packages stay outside: the CDK must be the one of the app, and all come by `dependencies`. */
const own: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  packages: 'external',
  sourcesContent: false,
  logLevel: 'error',
};

async function main(): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  await Promise.all([
    build({ ...own, entryPoints: ['lib/index.ts'], outfile: 'dist/index.js', sourcemap: true }),
    build({ ...own, entryPoints: ['bin/coded-actions.ts'], outfile: 'dist/cli.js', sourcemap: true }),
    build({ ...own, entryPoints: ['lib/action.ts'], outfile: 'dist/action.js' }),
    build({ ...own, entryPoints: ['lib/action.ts'], outfile: 'dist/action.mjs', format: 'esm' }),
    ...readdirSync(join(root, 'lambdas')).map((name) =>
      build({
        ...ownBuildOptions(),
        absWorkingDir: root,
        entryPoints: [...ownEntrySources(name)],
        outdir: `dist/lambdas/${name}`,
      }),
    ),
  ]);
  writeModules();
  writeDeclarations();
}

/**
 * `import`s of this package: the names are those of the CommonJS files, so that there is one class of each however it
 * is loaded, and an action that imports `action` alone is bundled without the CDK.
 */
function writeModules(): void {
  const require = createRequire(join(dist, 'index.js'));
  const exported = Object.keys(require('./index.js')).sort();
  const knownToActions = new Set(Object.keys(require('./action.js')));
  const ofActions = exported.filter((name) => knownToActions.has(name));
  const others = exported.filter((name) => !knownToActions.has(name));
  writeFileSync(
    join(dist, 'app.mjs'),
    `import app from './index.js';\nexport const { ${others.join(', ')} } = app;\n`,
  );
  writeFileSync(
    join(dist, 'index.mjs'),
    `export { ${ofActions.join(', ')} } from './action.mjs';\nexport { ${others.join(', ')} } from './app.mjs';\n`,
  );
}

/** @throws Error with the compiler's own words when something in what is exported has no type */
function writeDeclarations(): void {
  const config = ts.getParsedCommandLineOfConfigFile(join(root, 'tsconfig.json'), undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: fail,
  });
  const program = ts.createProgram([join(root, 'lib/index.ts')], {
    ...config?.options,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: root,
    outDir: join(dist, 'types'),
  });
  const [problem] = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
  if (problem !== undefined) fail(problem);
}

function fail(problem: ts.Diagnostic): never {
  throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, '\n'));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
