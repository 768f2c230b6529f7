import type { RecordsSchema } from '../../../lib/records/records-schema';
import { type CheckedWorkflow, checkWorkflow } from '../../../lib/workflow/check/check-workflow';
import type { StepGraph } from '../../../lib/workflow/graph/step-graph';

/** The file that graphs of tests say they come from. */
export const testFile = 'workflows/test/workflow.json';

/** Checks a workflow of a test; `name` and `objectType` may be left out, and every action is taken to be there. */
export function checked(raw: object, recordsSchema?: RecordsSchema): CheckedWorkflow {
  const text = JSON.stringify({ name: 'test', objectType: 'contact', ...raw }, undefined, 2);
  return checkWorkflow({ file: testFile, text, recordsSchema, fileKind: () => 'file' });
}

/** The step graph of a workflow that is right. */
export function graphOf(raw: object, recordsSchema?: RecordsSchema): StepGraph {
  const { graph, problems } = checked(raw, recordsSchema);
  if (graph === undefined)
    throw new Error(`The test's workflow is wrong: ${JSON.stringify(problems, undefined, 1)}`);
  return graph;
}
