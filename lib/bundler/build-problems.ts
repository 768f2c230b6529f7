import { readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { build, type Message, type Plugin, transform } from 'esbuild';
import { readableText } from '../readable-text';
import { nearest } from '../workflow/did-you-mean';
import type { Problem } from '../workflow/problem';
import { actionBuildOptions } from './build-options';
import { isRelative, packageFolders } from './import-candidates';
import { messageProblem } from './message-problem';
import { missingHandler } from './missing-handler';
import { isOptionalRequire, nativeAddons } from './native-addons';
import { isPackageFile, ownImportOf, reachableInputs, requiresOfAwaiting } from './reachable-inputs';
import { asPath, type BuiltFile } from './run-esbuild';
import { codeExtensions, languageOf } from './source-language';
import { placeOfImport } from './source-text';
import { closingOf, unclosed } from './unclosed';
import { type ImportSurroundings, unresolvedImport } from './unresolved-import';

/** Lambda's limit for a function's code, unzipped (Lambda Developer Guide, "Lambda quotas": 250 MB). */
const largestBundle = 250 * 1024 * 1024;

/** Finds what is wrong with the actions of one project, with a look at its files where a message needs one. */
export class BuildProblems {
  constructor(private readonly projectDirectory: string) {}

  /** What is wrong with an action's file before anything reads its content. */
  ofSource(file: string): Problem | undefined {
    const location = { file, line: 1, column: 1 };
    const path = this.absolute(file);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isFile() !== true) {
      const close = nearest(basename(file), namesIn(dirname(path)) ?? []);
      return {
        severity: 'error',
        code: 'action-not-found',
        location,
        message: stats === undefined ? `There is no file ${file}.` : `${file} is not a file.`,
        remedy:
          close === undefined || stats !== undefined
            ? 'Add the file, or correct `action` in the workflow.'
            : `Did you mean \`${join(dirname(file), close).split('\\').join('/')}\`?`,
      };
    }
    if (languageOf(file) !== undefined) return undefined;
    return {
      severity: 'error',
      code: 'action-language',
      location,
      message: `An action is JavaScript or TypeScript, and ${basename(file)} is neither.`,
      remedy: `Give it one of the extensions ${codeExtensions.join(', ')}.`,
    };
  }

  /** Messages of esbuild, worded for the user; warnings only about the user's own files. */
  ofMessages(messages: readonly Message[], severity: Problem['severity'] = 'error'): Problem[] {
    return messages
      .filter(({ location }) => severity === 'error' || !isPackageFile(location?.file ?? ''))
      .map((message) => messageProblem(message, severity, (...at) => this.lookAround(...at)))
      .map((problem) => (problem.code === 'syntax-error' ? this.beforeEnd(problem) : problem));
  }

  /** A file that ends too early: the end itself shows nobody what is missing. */
  private beforeEnd(problem: Problem): Problem {
    const { file, line } = problem.location;
    const source = readableText(this.absolute(file)) ?? '';
    const lines = source.split('\n');
    const last = lines.findLastIndex((text) => text.trim() !== '') + 1;
    if (source === '' || line < last || (line === last && !/end of file|Unterminated/.test(problem.message)))
      return problem;
    const opening = unclosed(source);
    if (opening === undefined && line === last) return problem;
    if (opening === undefined) {
      const column = (lines[last - 1] ?? '').trimEnd().length + 1;
      return { ...problem, location: { file, line: last, column } };
    }
    const { written, ...place } = opening;
    return {
      ...problem,
      location: { file, ...place },
      message: `Nothing closes the \`${written}\` that opens here; the file ends in line ${last}.`,
      remedy: `Close it: \`${closingOf(written)}\`.`,
    };
  }

  /**
   * What is wrong with actions that could not be bundled, beside that: where a package is missing, the handler may be
   * missing too.
   */
  async ofUnbuilt(files: readonly string[]): Promise<readonly Problem[]> {
    const found = await Promise.all(
      files.map(async (file): Promise<readonly Problem[]> => {
        const alone = await this.lone(file);
        if (alone === undefined) return [];
        const source = this.read(file);
        const normalized = await normalize(source, file);
        const handler =
          normalized === undefined ? undefined : missingHandler({ file, source, normalized, ...alone });
        return handler === undefined ? [] : [handler];
      }),
    );
    return found.flat();
  }

  /** What esbuild says of one file without what it imports; undefined where it does not parse. */
  private async lone(
    file: string,
  ): Promise<{ readonly esExports: readonly string[] | undefined } | undefined> {
    try {
      const { metafile } = await build({
        ...actionBuildOptions('esm'),
        absWorkingDir: this.projectDirectory,
        entryPoints: [asPath(file)],
        outdir: this.projectDirectory,
        plugins: [importsNothing],
        sourcemap: false,
        metafile: true,
        write: false,
      });
      const [input] = Object.values(metafile.inputs);
      const [output] = Object.values(metafile.outputs);
      return { esExports: input?.format === 'esm' ? (output?.exports ?? []) : undefined };
    } catch {
      return undefined;
    }
  }

  /** What is wrong with bundles that esbuild has made without complaint, for each of them. */
  async ofBuilt(builds: readonly BuiltFile[]): Promise<readonly (readonly Problem[])[]> {
    const exportsOf = await this.exportsOf(builds.filter(isEsModule).map(({ entry }) => entry));
    return Promise.all(
      builds.map(async (built) => {
        const { files } = reachableInputs(built.metafile, built.entry);
        const handler = await this.ofHandler(built, exportsOf.get(built.entry));
        return [
          ...(handler === undefined ? [] : [handler]),
          ...this.ofAddresses(built, files),
          ...this.ofRequires(built, files),
          ...this.ofNativeAddons(built, files),
          ...this.ofSize(built),
        ];
      }),
    );
  }

  private async ofHandler(
    built: BuiltFile,
    exported: readonly string[] | undefined,
  ): Promise<Problem | undefined> {
    if (isEsModule(built) && exported === undefined) return undefined;
    const source = this.read(built.entry);
    const normalized = await normalize(source, built.entry);
    if (normalized === undefined) return undefined;
    return missingHandler({ file: built.file, source, normalized, esExports: exported });
  }

  /** esbuild tells an ES module's exports only where its output is one too: by entry, nothing where it cannot say. */
  private async exportsOf(entries: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    if (entries.length === 0) return new Map();
    try {
      const { metafile } = await build({
        ...actionBuildOptions('esm'),
        absWorkingDir: this.projectDirectory,
        entryPoints: entries.map((entry, index) => ({ in: asPath(entry), out: String(index) })),
        outdir: this.projectDirectory,
        packages: 'external',
        sourcemap: false,
        metafile: true,
        write: false,
      });
      return new Map(
        Object.values(metafile.outputs).flatMap(({ entryPoint, exports }) =>
          entryPoint === undefined ? [] : [[entryPoint, exports] as const],
        ),
      );
    } catch {
      return new Map();
    }
  }

  /** esbuild leaves addresses and unknown `node:` modules for the runtime, which has neither. */
  private ofAddresses(built: BuiltFile, files: readonly string[]): readonly Problem[] {
    return files
      .filter((file) => !isPackageFile(file))
      .flatMap((file) =>
        (built.metafile.inputs[file]?.imports ?? [])
          .filter(({ external, path }) => external === true && isWrongAddress(path))
          .map(({ path }): Problem => {
            const source = this.read(file);
            return {
              severity: 'error',
              code: 'unresolved-import',
              location: placeOfImport(file, source, path),
              ...unresolvedImport(path, { names: undefined, declared: new Set(), installed: false }),
            };
          }),
      );
  }

  /** esbuild starts such a file and does not wait for it: its exports would be undefined. */
  private ofRequires(built: BuiltFile, files: readonly string[]): readonly Problem[] {
    return requiresOfAwaiting(built.metafile, files, built.awaiting).map(
      ({ importer, specifier }): Problem => ({
        severity: 'error',
        code: 'require-of-es-module',
        location: placeOfImport(importer, this.read(importer), specifier),
        message: `"${specifier}", or what it imports, awaits at its top level: \`require\` cannot wait for it.`,
        remedy: `Write \`import\` at the top of the file, or \`await import("${specifier}")\`.`,
      }),
    );
  }

  private ofNativeAddons(built: BuiltFile, files: readonly string[]): readonly Problem[] {
    return nativeAddons(built.metafile, files)
      .filter(({ importer, specifier }) => !isOptionalRequire(this.read(importer), specifier))
      .map(({ importer, package: name, specifier, direct }): Problem => {
        const own = ownImportOf(built.metafile, built.entry, importer) ?? { importer, specifier };
        return {
          severity: direct ? 'error' : 'warning',
          code: 'native-addon',
          location: placeOfImport(own.importer, this.read(own.importer), own.specifier),
          message: direct
            ? `${who(name)} loads compiled code (${basename(specifier)}), which was built for this machine and not for Lambda.`
            : `${who(name)} looks for compiled code when it runs, and a bundle holds none.`,
          remedy: 'Use a package in JavaScript or WebAssembly for the same purpose.',
        };
      });
  }

  private ofSize(built: BuiltFile): readonly Problem[] {
    const { size } = statSync(built.outputFile);
    if (size <= largestBundle) return [];
    return [
      {
        severity: 'error',
        code: 'bundle-too-large',
        location: { file: built.file, line: 1, column: 1 },
        message: `With everything that it imports this action has ${Math.ceil(size / 1024 / 1024)} MB; Lambda takes 250 MB.`,
        remedy: 'Import less: a part of a large package, or a smaller one.',
      },
    ];
  }

  private lookAround(importer: string, specifier: string): ImportSurroundings {
    const path = this.absolute(importer);
    const folder = isRelative(specifier) ? dirname(resolve(dirname(path), specifier)) : undefined;
    return {
      names: folder === undefined ? undefined : namesIn(folder),
      declared: this.declaredPackages(path),
      installed: packageFolders(path, specifier).some((candidate) => namesIn(candidate) !== undefined),
    };
  }

  private declaredPackages(importer: string): ReadonlySet<string> {
    for (let folder = dirname(importer); ; folder = dirname(folder)) {
      try {
        const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
        return new Set(
          [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies].flatMap((named) =>
            Object.keys(named ?? {}),
          ),
        );
      } catch {
        if (folder === dirname(folder)) return new Set();
      }
    }
  }

  private read(file: string): string {
    return readFileSync(this.absolute(file), 'utf8');
  }

  private absolute(file: string): string {
    return resolve(this.projectDirectory, file);
  }
}

const importsNothing: Plugin = {
  name: 'imports-nothing',
  setup({ onResolve }) {
    onResolve({ filter: /.*/ }, ({ kind, path }) =>
      kind === 'entry-point' ? undefined : { path, external: true },
    );
  },
};

function namesIn(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder).sort();
  } catch {
    return undefined;
  }
}

function isWrongAddress(specifier: string): boolean {
  if (specifier.startsWith('node:')) return !builtinModules.includes(specifier.slice('node:'.length));
  return /^https?:|^\/\//.test(specifier);
}

/** Undefined where the file is valid only with its tsconfig, as with decorators of old. */
async function normalize(source: string, file: string): Promise<string | undefined> {
  try {
    const { code } = await transform(source, {
      loader: languageOf(file) ?? 'js',
      minifyWhitespace: true,
      minifySyntax: true,
      logLevel: 'silent',
    });
    return code;
  } catch {
    return undefined;
  }
}

function who(packageWithIt: string | undefined): string {
  return packageWithIt === undefined ? 'This code' : `The package "${packageWithIt}"`;
}

/** Whether the user's file is one, whatever its bundle is. */
function isEsModule({ metafile, entry }: BuiltFile): boolean {
  return metafile.inputs[entry]?.format === 'esm';
}
