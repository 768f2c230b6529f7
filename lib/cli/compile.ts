import { compileWorkflow } from '../compiler';
import type { CommandContext } from './command-context';
import { loadOneWorkflow } from './load-one-workflow';
import type { AddCommand } from './program';

/** `coded-actions compile <workflow>`: the state machine, with marks for the names that only the account knows. */
export const addCompile: AddCommand = (program, context) => {
  program
    .command('compile')
    .description('Print the state machine (Amazon States Language) that a workflow becomes.')
    .argument('<workflow>', 'its name, folder or file')
    .option('--json', 'print {definition, actions, grants, eventPatterns}: all that its stack is made of')
    .addHelpText('after', '\nExample:\n  npx coded-actions compile rotate-leads > machine.asl.json')
    .action((name: string, options: { json?: boolean }) => {
      compile(name, options.json === true, context);
    });
};

function compile(name: string, json: boolean, context: CommandContext) {
  const compiled = compileWorkflow(loadOneWorkflow(name, context).graph);
  context.print(JSON.stringify(json ? compiled : compiled.definition, undefined, 2));
}
