import { readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type BuildFailure, type BuildOptions, build, type Message, type Metafile } from 'esbuild';
import { actionBuildOptions, type OutputFormat } from './build-options';
import { ownPackageAlias } from './own-package-alias';
import { reachableInputs } from './reachable-inputs';

/** A file that esbuild has bundled. */
export interface BuiltFile {
  /** As it was asked for. */
  readonly file: string;
  /** As esbuild names it: where a link leads. */
  readonly entry: string;
  readonly format: OutputFormat;
  /** Absolute path of the JavaScript that esbuild wrote; the map stands beside it with `.map` added. */
  readonly outputFile: string;
  readonly metafile: Metafile;
  /** Files that await at their top level, which only an ES module may. */
  readonly awaiting: readonly string[];
  /** About any file of its build; those of other entry points of the same pass are among them. */
  readonly warnings: readonly Message[];
}

/** What came of a pass, with everything that esbuild found wrong. */
export interface BuildResult {
  readonly built: readonly BuiltFile[];
  readonly errors: readonly Message[];
  /** About files of passes that failed. */
  readonly warnings: readonly Message[];
}

/** More entry points in one pass use more memory than they save time (50 small ones: 0.1 s). */
const largestBatch = 50;

/** The first batch tells how large bundles are; those with a large package take 100 MB of esbuild's memory each. */
const firstBatch = 10;

/** Bytes of bundles that one pass may make; esbuild then needs about 2 GB at its peak. */
const batchBytes = 150 * 1024 * 1024;

/**
 * Bundles files, all in one pass, or in batches when there are hundreds. One bad file fails a whole pass in esbuild:
 * the pass is then halved until each bad file stands alone, so that the others are built and every error is known.
 * The bytes do not depend on the company: esbuild links each entry point by itself.
 *
 * @param scratch an absolute folder of this call's own, for what esbuild writes
 * @param libraries as `actionBuildOptions` takes it
 */
export async function runEsbuild(
  projectDirectory: string,
  files: readonly string[],
  scratch: string,
  libraries?: string,
): Promise<BuildResult> {
  const pass = new Passes(projectDirectory, scratch, libraries);
  const built: BuiltFile[] = [];
  const errors: Message[] = [];
  const warnings: Message[] = [];
  let size = files.length <= largestBatch / 2 ? largestBatch : firstBatch;
  for (let first = 0; first < files.length; ) {
    const batch = files.slice(first, first + size);
    const result = await pass.commonJs(batch);
    built.push(...result.built);
    errors.push(...result.errors);
    warnings.push(...result.warnings);
    first += batch.length;
    size = sizeOfBatch(result.built);
  }
  return { built, errors, warnings };
}

/** How many bundles as large as these one pass may make. */
function sizeOfBatch(built: readonly BuiltFile[]): number {
  const largest = Math.max(1, ...built.map(({ outputFile }) => statSync(outputFile).size));
  return Math.max(1, Math.min(largestBatch, Math.floor(batchBytes / largest)));
}

class Passes {
  private count = 0;

  constructor(
    private readonly projectDirectory: string,
    private readonly scratch: string,
    private readonly libraries: string | undefined,
  ) {}

  /** CommonJS for whatever can be, since `require` loads it faster and on every runtime. */
  async commonJs(files: readonly string[]): Promise<BuildResult> {
    const result = await this.pass(files, 'cjs');
    if (result.errors.length === 0) return this.withImportMeta(result);
    if (files.length === 1) {
      const awaiting = result.errors.filter(isTopLevelAwait).map(({ location }) => location?.file ?? '');
      return awaiting.length === 0 ? result : this.pass(files, 'esm', awaiting);
    }
    const middle = Math.ceil(files.length / 2);
    const left = await this.commonJs(files.slice(0, middle));
    const right = await this.commonJs(files.slice(middle));
    return {
      built: [...left.built, ...right.built],
      errors: [...left.errors, ...right.errors],
      warnings: [...left.warnings, ...right.warnings],
    };
  }

  /** `import.meta` is empty in CommonJS, so that `new URL('./x', import.meta.url)` would throw. */
  private async withImportMeta(result: BuildResult): Promise<BuildResult> {
    const empty = result.built.filter((file) => readsEmptyImportMeta(readFileSync(file.outputFile, 'utf8')));
    if (empty.length === 0) return result;
    const again = await this.pass(
      empty.map((file) => file.file),
      'esm',
    );
    return {
      built: [...result.built.filter((file) => !empty.includes(file)), ...again.built],
      errors: again.errors,
      warnings: again.warnings,
    };
  }

  private async pass(
    files: readonly string[],
    format: OutputFormat,
    awaiting: readonly string[] = [],
  ): Promise<BuildResult> {
    this.count += 1;
    const outdir = join(this.scratch, String(this.count));
    const options = {
      ...actionBuildOptions(format, this.libraries),
      alias: ownPackageAlias(),
      absWorkingDir: this.projectDirectory,
      outdir,
      entryPoints: files.map((file, index) => ({ in: asPath(file), out: String(index) })),
    } satisfies BuildOptions;
    try {
      const { metafile, warnings } = await build({ ...options, metafile: true });
      const built = files.map((file, index) => {
        const outputFile = join(outdir, `${index}${format === 'esm' ? '.mjs' : '.js'}`);
        const output = metafile.outputs[relative(this.projectDirectory, outputFile).split(sep).join('/')];
        return { file, entry: output?.entryPoint ?? file, format, outputFile, metafile, awaiting, warnings };
      });
      return { built, errors: [], warnings: [] };
    } catch (failure) {
      if (isBuildFailure(failure)) {
        const { errors, warnings } = failure;
        return { built: [], errors, warnings };
      }
      throw failure;
    }
  }
}

/** The warnings about the user's own files that an entry reaches. */
export function warningsOf(built: BuiltFile): readonly Message[] {
  const { files } = reachableInputs(built.metafile, built.entry);
  return built.warnings.filter(({ location }) => location !== null && files.includes(location.file));
}

/** A file as an entry point: without the dot, esbuild might take the name for a package's. */
export function asPath(file: string): string {
  return file.startsWith('.') ? file : `./${file}`;
}

function isTopLevelAwait(message: Message): boolean {
  return message.text.startsWith('Top-level await is currently not supported with the "cjs" output format');
}

function readsEmptyImportMeta(code: string): boolean {
  return /\bimport_meta\d*=\{\}/.test(code);
}

function isBuildFailure(failure: unknown): failure is BuildFailure {
  return (
    typeof failure === 'object' && failure !== null && 'errors' in failure && Array.isArray(failure.errors)
  );
}
