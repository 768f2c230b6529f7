import { bundleActions } from '../bundler';
import { compileWorkflow } from '../compiler';
import { compiledProblems } from '../stacks/compiled-problems';
import { libraryFolders } from '../stacks/library-folders';
import { roleQuotaProblems } from '../stacks/role-quota';
import type { NamedAction } from '../workflow/check/check-workflow';
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
  const compiled = workflows.flatMap(({ compiled }) => compiled.actions);
  // A mistake in a workflow file hides none in the code that it names.
  const named = [...compiled, ...project.brokenActions.map(withoutWorkflow)];
  const folders = await libraryFolders(named);
  const actions = named.map(({ file, declaration, libraries: set }) => {
    const libraries = set === undefined ? undefined : folders.get(set);
    const key = `${declaration.workflow}/${declaration.step}`;
    return { key, file, declaration, ...(libraries === undefined ? {} : { libraries }) };
  });
  const { problems } = await bundleActions({ projectDirectory: project.directory, actions });
  const ofMachines = await Promise.all(
    workflows.map(async ({ graph, compiled }) => [
      ...compiledProblems(graph, compiled),
      ...(await machineProblems(graph, compiled)),
    ]),
  );
  return [...problems, ...ofMachines.flat(), ...roleQuotaProblems(workflows)];
}

/** An action as the bundler takes it, whose step could not be compiled: what is made of it is thrown away. */
function withoutWorkflow({ workflow, step, file, secrets, libraries }: NamedAction) {
  const declaration = { workflow, step, file, secrets, outputs: {}, timeoutSeconds: 0, pause: false };
  return { file, declaration, ...(libraries === undefined ? {} : { libraries }) };
}
