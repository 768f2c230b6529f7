import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type EnvironmentRead, environmentReads } from './environment-reads';
import { isPackageFile, reachableInputs } from './reachable-inputs';
import type { BuiltFile } from './run-esbuild';
import { languageOf } from './source-language';
import type { PlacedRead } from './undeclared-secrets';

/**
 * What the author's own files in bundles read from the environment, for each bundle: those of the action's file first.
 * What tree shaking took out of a bundle is not read there.
 */
export async function ownReads(
  projectDirectory: string,
  builds: readonly BuiltFile[],
): Promise<readonly (readonly PlacedRead[])[]> {
  // Actions share files; each is looked at once.
  const known = new Map<string, Promise<readonly EnvironmentRead[]>>();
  const readsOf = (file: string) => {
    const reads = known.get(file) ?? readsIn(resolve(projectDirectory, file));
    known.set(file, reads);
    return reads;
  };
  return Promise.all(
    builds.map(async ({ entry, metafile, outputFile }) => {
      const others = reachableInputs(metafile, entry).files.filter((file) => file !== entry);
      const own = [entry, ...others].filter((file) => !isPackageFile(file));
      const reads = (
        await Promise.all(own.map(async (file) => (await readsOf(file)).map((read) => ({ ...read, file }))))
      ).flat();
      if (reads.length === 0) return reads;
      const code = readFileSync(outputFile);
      return reads.filter(({ name }) => code.includes(name));
    }),
  );
}

/** What one file reads from the environment. */
export async function readsOfFile(projectDirectory: string, file: string): Promise<readonly PlacedRead[]> {
  const reads = await readsIn(resolve(projectDirectory, file));
  return reads.map((read) => ({ ...read, file }));
}

async function readsIn(path: string): Promise<readonly EnvironmentRead[]> {
  const language = languageOf(path);
  if (language === undefined) return [];
  return environmentReads(readFileSync(path, 'utf8'), language);
}
