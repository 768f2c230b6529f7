import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { actionBundle } from '../workflow/action-contract';
import type { Problem } from '../workflow/problem';
import { type AssetFile, assetFile } from './asset-folder';
import { BuildCache, type FinishedBuild } from './build-cache';
import { actionBuildOptions, buildKey } from './build-options';
import { BuildProblems } from './build-problems';
import { type BuildRecord, CacheLayout, type StoredFile } from './build-record';
import { ownEntryFiles } from './bundle-own-entries';
import type { ActionSource, BundledAction, BundleOutcome, BundleRequest } from './bundled-action';
import { BundledFiles } from './bundled-files';
import { CacheGoneError, isMissing } from './cache-gone-error';
import { sweepCache } from './cache-upkeep';
import { canonicalJson } from './canonical-json';
import { startOfPass } from './file-view';
import { ownReads, readsOfFile } from './own-reads';
import { ownSourceMap } from './own-source-map';
import { type BuiltFile, runEsbuild, warningsOf } from './run-esbuild';
import { type PlacedRead, undeclaredSecrets } from './undeclared-secrets';
import { writableCache } from './writable-cache';

/**
 * Bundles the actions of a project, all that changed in one esbuild pass; what did not change is not built again, in
 * this process or another. What is wrong with the user's files comes back as problems.
 *
 * @throws CacheGoneError when the cache is deleted meanwhile
 * @throws Error only for faults that are not the user's: a full disk
 */
export async function bundleActions(request: BundleRequest): Promise<BundleOutcome> {
  return bundleActionsWith(await ownEntryFiles('action'), request);
}

/** The same with another wrapper than `lambdas/action`. */
export async function bundleActionsWith(
  wrapper: readonly AssetFile[],
  request: BundleRequest,
): Promise<BundleOutcome> {
  const bundles = new Map<string, BundledAction>();
  const problems: Problem[] = [];
  const environment = new Map<string, readonly string[]>();
  let built = 0;
  // In most projects this is one pass, without libraries.
  for (const libraries of new Set(request.actions.map((action) => action.libraries))) {
    const actions = request.actions.filter((action) => action.libraries === libraries);
    const outcome = await bundleWithLibraries(wrapper, { ...request, actions }, libraries);
    for (const [key, bundle] of outcome.bundles) bundles.set(key, bundle);
    for (const [key, names] of outcome.environment) environment.set(key, names);
    problems.push(...outcome.problems);
    built += outcome.built;
  }
  return { bundles, problems: inOrder(problems), environment, built };
}

async function bundleWithLibraries(
  wrapper: readonly AssetFile[],
  request: BundleRequest,
  libraries: string | undefined,
): Promise<BundleOutcome> {
  // esbuild follows links: paths relative to another spelling of the folder would lead out of it.
  const projectDirectory = realpathSync(request.projectDirectory);
  const cacheDirectory = resolve(
    request.cacheDirectory ?? writableCache(join(projectDirectory, '.coded-actions', 'bundles'), 'bundles'),
  );
  // Relative, so that a cache moves with its project.
  const from = libraries === undefined ? undefined : relative(projectDirectory, libraries);
  const key = buildKey([actionBuildOptions('cjs', from), actionBuildOptions('esm', from)]);
  const layout = new CacheLayout(cacheDirectory, key);
  const cache = new BuildCache(projectDirectory, layout);

  const records = new Map<string, BuildRecord>();
  const problems: Problem[] = [];
  const toBuild: string[] = [];
  const problemsOf = new BuildProblems(projectDirectory);
  for (const file of new Set(request.actions.map((action) => action.file))) {
    const record = cache.lookUp(file);
    if (record !== undefined) {
      records.set(file, record);
      continue;
    }
    const missing = problemsOf.ofSource(file);
    if (missing === undefined) toBuild.push(file);
    else problems.push(missing);
  }
  const fresh = await buildMissing(projectDirectory, toBuild, layout, cache, problemsOf, libraries);
  for (const [file, record] of fresh.records) records.set(file, record);
  const readsOf = (file: string) => records.get(file)?.reads ?? fresh.failedReads.get(file) ?? [];
  problems.push(
    ...fresh.problems,
    ...[...records.values()].flatMap((record) => record.warnings),
    ...undeclaredSecrets(request.actions, readsOf),
  );

  const bundles = new Map<string, BundledAction>();
  for (const action of request.actions) {
    const record = records.get(action.file);
    if (record !== undefined)
      bundles.set(action.key, new BundledFiles(layout, filesOf(action, record, layout, wrapper)));
  }
  const environment = new Map(request.actions.map(({ key, file }) => [key, namesOf(readsOf(file))]));
  return { bundles, problems, environment, built: fresh.records.size };
}

/** What came of the builds that the cache did not have. */
interface MissingBuilds {
  readonly records: ReadonlyMap<string, BuildRecord>;
  readonly problems: readonly Problem[];
  /** What actions without a build read from the environment: one mistake hides no other. */
  readonly failedReads: ReadonlyMap<string, readonly PlacedRead[]>;
}

async function buildMissing(
  projectDirectory: string,
  files: readonly string[],
  layout: CacheLayout,
  cache: BuildCache,
  problemsOf: BuildProblems,
  libraries: string | undefined,
): Promise<MissingBuilds> {
  const records = new Map<string, BuildRecord>();
  const failedReads = new Map<string, readonly PlacedRead[]>();
  if (files.length === 0) return { records, problems: [], failedReads };
  const scratch = layout.scratch();
  mkdirSync(scratch, { recursive: true });
  try {
    const startedAt = await startOfPass();
    const result = await runEsbuild(projectDirectory, files, scratch, libraries);
    const unbuilt = files.filter((file) => !result.built.some((built) => built.file === file));
    const errors = problemsOf.ofMessages(result.errors);
    const isSaid = ({ location }: Problem) =>
      errors.some((error) => isDeepStrictEqual(error.location, location));
    const problems = [
      ...errors,
      ...problemsOf.ofMessages(result.warnings, 'warning').filter((warning) => !isSaid(warning)),
      ...(await problemsOf.ofUnbuilt(unbuilt)),
    ];
    const finished: FinishedBuild[] = [];
    const found = await problemsOf.ofBuilt(result.built);
    const reads = await ownReads(projectDirectory, result.built);
    result.built.forEach((built, index) => {
      const own = found[index] ?? [];
      const warnings = [...own, ...problemsOf.ofMessages(warningsOf(built), 'warning')];
      if (own.some(({ severity }) => severity === 'error')) {
        problems.push(...warnings);
        failedReads.set(built.file, reads[index] ?? []);
      } else {
        const map = ownMap(built, projectDirectory);
        finished.push({ ...built, map, warnings, reads: reads[index] ?? [] });
      }
    });
    cache.save(finished, startedAt).forEach((record, index) => {
      const file = finished[index]?.file;
      if (file !== undefined) records.set(file, record);
    });
    for (const file of unbuilt) failedReads.set(file, await readsOfFile(projectDirectory, file));
    return { records, problems, failedReads };
  } catch (error) {
    throw isMissing(error) && !existsSync(scratch) ? new CacheGoneError(scratch) : error;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    sweepCache(layout.directory);
  }
}

/** Sorted, each name once. */
function namesOf(reads: readonly PlacedRead[]): readonly string[] {
  return [...new Set(reads.map(({ name }) => name))].sort();
}

function ownMap({ outputFile }: BuiltFile, projectDirectory: string): string {
  const file = `${outputFile}.map`;
  return ownSourceMap(JSON.parse(readFileSync(file, 'utf8')), file, projectDirectory);
}

function filesOf(
  action: ActionSource,
  record: BuildRecord,
  layout: CacheLayout,
  wrapper: readonly AssetFile[],
): readonly AssetFile[] {
  const code = record.format === 'esm' ? actionBundle.esModule : actionBundle.commonJs;
  const stored = (name: string, file: StoredFile): AssetFile => ({
    ...file,
    name,
    from: { source: layout.content(file) },
  });
  return [
    ...wrapper,
    stored(code, record.code),
    ...(record.map === undefined ? [] : [stored(`${code}.map`, record.map)]),
    // The order in which somebody wrote keys makes no new version of a function.
    assetFile(actionBundle.declaration, canonicalJson(action.declaration) ?? ''),
  ];
}

/** By place, one of a kind at each: two actions may import the same file, and one mistake may break two rules. */
function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const distinct = new Map<string, Problem>();
  for (const problem of problems) {
    const { file, line, column } = problem.location;
    const place = [problem.severity, problem.code, file, line, column].join('\n');
    if (!distinct.has(place)) distinct.set(place, problem);
  }
  return [...distinct.values()].sort(
    ({ location: one }, { location: other }) =>
      (one.file < other.file ? -1 : one.file > other.file ? 1 : 0) ||
      one.line - other.line ||
      one.column - other.column,
  );
}
