import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalFunction } from '../local/assembly/local-resources';
import { actionBundle } from '../workflow/action-contract';

/**
 * The files of a project that a local runtime is made of: its workflow files and record types as they are there now, and
 * the author's own files in the functions that run.
 *
 * @param project absolute
 * @param functions whose bundles have source maps, relative to the project's folder (`ownSourceMap`)
 * @returns what lists them, relative to the project's folder, whether or not they are there
 */
export function workflowSources(
  project: string,
  functions: readonly Pick<LocalFunction, 'codeFolder'>[],
): () => readonly string[] {
  const ofActions = [...new Set(functions.flatMap(({ codeFolder }) => ownSources(codeFolder)))].sort();
  return () => ['records.schema.json', ...workflowFiles(project), ...ofActions];
}

function workflowFiles(project: string): readonly string[] {
  try {
    return readdirSync(join(project, 'workflows'), { withFileTypes: true })
      .filter((entry) => !entry.isFile())
      .map(({ name }) => `workflows/${name}/workflow.json`)
      .sort();
  } catch {
    // The folder is gone; whoever knew its files finds that they are too.
    return [];
  }
}

function ownSources(codeFolder: string): readonly string[] {
  for (const code of [actionBundle.commonJs, actionBundle.esModule]) {
    try {
      const { sources } = JSON.parse(readFileSync(join(codeFolder, `${code}.map`), 'utf8'));
      if (Array.isArray(sources)) return sources.map(String);
    } catch {
      // Of the other form, or a function of ours.
    }
  }
  return [];
}
