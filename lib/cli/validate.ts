import { checkProject } from './check-project';
import { type CommandContext, exitCode } from './command-context';
import { printProblems } from './print-problems';
import type { AddCommand } from './program';
import { loadWorkflows } from './project-workflows';

/** `coded-actions validate [paths…]`: every problem of the project's workflows, and of the code that they name. */
export const addValidate: AddCommand = (program, context, exitWith) => {
  program
    .command('validate')
    .description('Check workflows, the state machines that they become, and the code that they name.')
    .argument('[paths...]', 'workflows by name, folder or file; all of them by default')
    .option('--json', 'print {"problems": […], "workflows": […]}')
    .addHelpText('after', '\nExample:\n  npx coded-actions validate workflows/rotate-leads')
    .action(async (paths: string[], options: { json?: boolean }) => {
      exitWith(await validate(paths, options.json === true, context));
    });
};

async function validate(paths: readonly string[], json: boolean, context: CommandContext) {
  const project = loadWorkflows(context, paths.length > 0 ? paths : undefined);
  const problems = [...project.problems, ...(await checkProject(project))];
  const failed = problems.some((problem) => problem.severity === 'error');
  if (json) {
    const workflows = project.workflows.map(({ graph }) => ({
      name: graph.workflow.name,
      file: graph.file,
      steps: graph.nodes.size,
    }));
    context.print(JSON.stringify({ problems, workflows }, undefined, 2));
  } else {
    printProblems(problems, context, project.directory);
    if (!failed) {
      for (const { graph } of project.workflows) {
        const { size } = graph.nodes;
        context.print(`${graph.file} is right: ${size === 1 ? 'one step' : `${size} steps`}.`);
      }
    }
  }
  return failed ? exitCode.failed : exitCode.done;
}
