import { bundleActions } from '../bundler';
import { compileWorkflow } from '../compiler';
import { compiledProblems } from '../stacks/compiled-problems';
import { libraryFolders } from '../stacks/library-folders';
import type { Problem } from '../workflow/problem';
import { machineProblems } from './machine-problems';
import type { ProjectWorkflows } from './project-workflows';

/**
 * What `validate` checks beyond the workflow files: the machines that they become, by our own check and by
 * `asl-validator`, and the actions, by bundling them as a deploy does: with the sets of libraries that steps name.
 *
 * @throws LibrarySetError when npm cannot install a set
 */
export async function checkProject(project: ProjectWorkflows): Promise<readonly Problem[]> {
  const workflows = project.workflows.map(({ graph }) => ({ graph, compiled: compileWorkflow(graph) }));
  const folders = await libraryFolders(workflows.flatMap(({ compiled }) => compiled.actions));
  const actions = workflows.flatMap(({ compiled: { name, actions } }) =>
    actions.map(({ step, file, declaration, libraries: set }) => {
      const libraries = set === undefined ? undefined : folders.get(set);
      return {
        key: `${name}/${step}`,
        file,
        declaration,
        ...(libraries === undefined ? {} : { libraries }),
      };
    }),
  );
  const { problems } = await bundleActions({ projectDirectory: project.directory, actions });
  const ofMachines = await Promise.all(
    workflows.map(async ({ graph, compiled }) => [
      ...compiledProblems(graph, compiled),
      ...(await machineProblems(graph, compiled)),
    ]),
  );
  return [...problems, ...ofMachines.flat()];
}
