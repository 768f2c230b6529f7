import { WorkflowProblemsError } from '../stacks/workflow-problems-error';
import { loadProject } from '../workflow/load-project';
import type { CommandContext } from './command-context';
import { printProblems } from './print-problems';

/**
 * The one workflow that a command is about; its warnings are printed.
 *
 * @param name its name, folder or file
 * @throws WorkflowProblemsError when there is no such workflow, or it has errors.
 */
export function loadOneWorkflow(name: string, context: CommandContext) {
  const project = loadProject(context.directory, [name]);
  const [workflow] = project.workflows;
  if (workflow === undefined || project.problems.some((problem) => problem.severity === 'error')) {
    throw new WorkflowProblemsError(project.problems);
  }
  printProblems(project.problems, context);
  return workflow;
}
