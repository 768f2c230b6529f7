import { mermaid } from '../workflow/graph/mermaid';
import { loadOneWorkflow } from './load-one-workflow';
import type { AddCommand } from './program';

/** `coded-actions graph <workflow>`: the workflow as a Mermaid flowchart. */
export const addGraph: AddCommand = (program, context) => {
  program
    .command('graph')
    .description('Print a workflow as a Mermaid flowchart.')
    .argument('<workflow>', 'its name, folder or file')
    .option('--json', 'print {"nodes": […], "edges": […]}')
    .addHelpText('after', '\nExample:\n  npx coded-actions graph rotate-leads > rotate-leads.mmd')
    .action((name: string, options: { json?: boolean }) => {
      const { graph } = loadOneWorkflow(name, context);
      if (options.json !== true) {
        context.print(mermaid(graph).trimEnd());
        return;
      }
      const nodes = [...graph.nodes.values()];
      context.print(
        JSON.stringify(
          {
            start: graph.start,
            nodes: nodes.map(({ id, step, stateName, location }) => ({
              id,
              type: step.type,
              title: stateName,
              location,
            })),
            edges: nodes.flatMap(({ id, edges }) => edges.map((edge) => ({ from: id, ...edge }))),
          },
          undefined,
          2,
        ),
      );
    });
};
