import { bundleActions } from '../bundler';
import { compileWorkflow } from '../compiler';
import { compiledProblems } from '../stacks/compiled-problems';
import type { loadProject } from '../workflow/load-project';
import type { Problem } from '../workflow/problem';
import { machineProblems } from './machine-problems';

/**
 * What `validate` checks beyond the workflow files: the machines that they become, by our own check and by
 * `asl-validator`, and the actions, by bundling them.
 */
export async function checkProject(
  project: ReturnType<typeof loadProject>,
  projectDirectory: string,
): Promise<readonly Problem[]> {
  const workflows = project.workflows.map(({ graph }) => ({ graph, compiled: compileWorkflow(graph) }));
  const actions = workflows.flatMap(({ compiled: { name, actions } }) =>
    actions.map(({ step, file, declaration }) => ({ key: `${name}/${step}`, file, declaration })),
  );
  const { problems } = await bundleActions({ projectDirectory, actions });
  return [
    ...problems,
    ...workflows.flatMap(({ graph, compiled }) => [
      ...compiledProblems(graph, compiled),
      ...machineProblems(graph, compiled),
    ]),
  ];
}
