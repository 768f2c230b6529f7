import { WorkflowProblemsError } from '../stacks/workflow-problems-error';
import type { LoadedWorkflow } from '../workflow/load-project';
import type { CommandContext } from './command-context';
import { printProblems } from './print-problems';
import { loadWorkflows, type ProjectWorkflows } from './project-workflows';

/** The one workflow that a command is about, in its project. */
export interface OneWorkflow extends LoadedWorkflow {
  readonly project: ProjectWorkflows;
}

/**
 * Reads the one workflow that a command is about; its warnings are printed.
 *
 * @param name its name, or its folder or file as a person types it here
 * @throws NoProjectError outside of any project
 * @throws WorkflowProblemsError when there is no such workflow, or it has errors.
 */
export function loadOneWorkflow(name: string, context: CommandContext): OneWorkflow {
  const project = loadWorkflows(context, [name]);
  const [workflow] = project.workflows;
  const { problems } = project;
  if (workflow === undefined || problems.some(({ severity }) => severity === 'error')) {
    throw new WorkflowProblemsError(problems, project.directory);
  }
  printProblems(problems, context, project.directory);
  return { ...workflow, project };
}
