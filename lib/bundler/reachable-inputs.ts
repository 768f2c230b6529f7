import type { Metafile } from 'esbuild';

/** What one entry point of a build is made of. */
export interface ReachableInputs {
  /** Files as esbuild names them (relative to the working folder, forward slashes), sorted, the entry among them. */
  readonly files: readonly string[];
  /** True where an import stands for whatever files match a pattern, so that a list of files cannot tell its state. */
  readonly byPattern: boolean;
}

/** All files that `entry` reaches, also those of which nothing was left after tree shaking. */
export function reachableInputs(metafile: Metafile, entry: string): ReachableInputs {
  const seen = new Set([entry]);
  let byPattern = false;
  // A set's iteration also visits what is added on the way.
  for (const file of seen) {
    for (const imported of metafile.inputs[file]?.imports ?? []) {
      if (!imported.external) seen.add(imported.path);
      else if (imported.path.includes('*') && !imported.path.endsWith('.node')) byPattern = true;
    }
  }
  return { files: [...seen].filter((file) => file in metafile.inputs).sort(), byPattern };
}

/** An import as it is written. */
export interface WrittenImport {
  readonly importer: string;
  readonly specifier: string;
}

/** The calls of `require` for files that await at their top level, or import one that does: they cannot work. */
export function requiresOfAwaiting(
  metafile: Metafile,
  files: readonly string[],
  awaiting: readonly string[],
): readonly WrittenImport[] {
  return files.flatMap((importer) =>
    (metafile.inputs[importer]?.imports ?? [])
      .filter(({ kind, path }) => kind === 'require-call' && awaitsBelow(metafile, path, awaiting))
      .map(({ original, path }) => ({ importer, specifier: original ?? path })),
  );
}

function awaitsBelow(metafile: Metafile, file: string, awaiting: readonly string[]): boolean {
  const seen = new Set([file]);
  for (const reached of seen) {
    if (awaiting.includes(reached)) return true;
    for (const { kind, path } of metafile.inputs[reached]?.imports ?? []) {
      if (kind === 'import-statement') seen.add(path);
    }
  }
  return false;
}

/** The import in the user's own file by which an entry comes to a file of a package, on the shortest way. */
export function ownImportOf(
  metafile: Metafile,
  entry: string,
  packageFile: string,
): WrittenImport | undefined {
  const importedBy = new Map<string, WrittenImport>();
  const queue = [entry];
  for (const importer of queue) {
    for (const { external, path, original } of metafile.inputs[importer]?.imports ?? []) {
      if (external === true || path === entry || importedBy.has(path)) continue;
      importedBy.set(path, { importer, specifier: original ?? path });
      queue.push(path);
    }
  }
  let step = importedBy.get(packageFile);
  while (step !== undefined && isPackageFile(step.importer)) step = importedBy.get(step.importer);
  return step;
}

/** Whether a file belongs to an installed package, and not to the user. */
export function isPackageFile(file: string): boolean {
  return file.split(/[\\/]/).includes('node_modules');
}
