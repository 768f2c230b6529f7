import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The project that a folder is in: the folder itself, or the nearest one above it, that holds a
 * `workflows/<folder>/workflow.json`, a `records.schema.json`, or a package.json of coded-actions or one that depends on
 * it. Undefined where there is none up to the root.
 *
 * @param directory absolute
 */
export function findProject(directory: string): string | undefined {
  for (let folder = directory; ; folder = dirname(folder)) {
    if (isProject(folder)) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

function isProject(folder: string): boolean {
  return (
    existsSync(join(folder, 'records.schema.json')) || holdsWorkflows(folder) || dependsOnThisPackage(folder)
  );
}

function holdsWorkflows(folder: string): boolean {
  const workflows = join(folder, 'workflows');
  try {
    return readdirSync(workflows).some((name) => existsSync(join(workflows, name, 'workflow.json')));
  } catch {
    // No such folder, or none that may be read.
    return false;
  }
}

function dependsOnThisPackage(folder: string): boolean {
  try {
    const { name, dependencies, devDependencies } = JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8'),
    );
    return [{ [name]: '' }, dependencies, devDependencies].some(
      (packages) => typeof packages === 'object' && packages !== null && 'coded-actions' in packages,
    );
  } catch {
    // No package.json, or none that npm could read either.
    return false;
  }
}
