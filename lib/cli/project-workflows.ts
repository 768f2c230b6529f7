import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { type LoadedProject, loadProject } from '../workflow/load-project';
import type { CommandContext } from './command-context';
import { NoProjectError } from './no-project-error';

/** A project that was read. */
export interface ProjectWorkflows extends LoadedProject {
  /** Its folder, absolute: the files of problems are relative to it. */
  readonly directory: string;
}

/**
 * Reads the workflows that a command is about, of the project that the current folder is in. Where that is not the
 * current folder itself, it is said which one it is, since the files of problems are named from there.
 *
 * @param only names, or folders or files as a person types them here; all where it is left out
 * @throws NoProjectError outside of any project
 */
export function loadWorkflows(context: CommandContext, only?: readonly string[]): ProjectWorkflows {
  const directory = requireProject(context);
  return {
    ...loadProject(directory, only === undefined ? undefined : workflowNames(only, context)),
    directory,
  };
}

/**
 * The folder of the project that the current folder is in, which is told where it is another.
 *
 * @throws NoProjectError outside of any project
 */
export function requireProject({ project, directory, printError }: CommandContext): string {
  if (project === undefined) throw new NoProjectError(directory);
  if (project !== directory) printError(`In the project ${relative(directory, project)} (${project}):`);
  return project;
}

/** Paths from the current folder, as the project's folder understands them; names stay as they are. */
export function workflowNames(
  named: readonly string[],
  { directory, project }: Pick<CommandContext, 'directory' | 'project'>,
): readonly string[] {
  if (project === directory) return named;
  return named.map((name) => {
    const path = resolve(directory, name);
    return existsSync(path) ? path : name;
  });
}
