import { recordsJsonSchema, workflowJsonSchema } from './json-schemas';
import { workflowPage } from './workflow-page';

/** The files that are generated from the language, by their paths in the repository: `npm run generate` writes them. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['schema/workflow.schema.json', jsonText(workflowJsonSchema())],
    ['schema/records.schema.json', jsonText(recordsJsonSchema())],
    ['docs/workflow.md', workflowPage()],
  ]);
}

function jsonText(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
