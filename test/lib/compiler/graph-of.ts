import { buildStepGraph } from '../../../lib/workflow/graph/build-step-graph';
import { ControlFlow } from '../../../lib/workflow/graph/control-flow';
import type { StepGraph } from '../../../lib/workflow/graph/step-graph';
import { outlineSteps } from '../../../lib/workflow/outline';
import { JsonDocument } from '../../../lib/workflow/source/json-document';
import { workflow } from '../../../lib/workflow/workflow';

/** The file that graphs of tests say they come from. */
export const testFile = 'workflows/test/workflow.json';

/** The step graph of a workflow that is right; `name` and `objectType` may be left out. */
export function graphOf(raw: object, properties?: StepGraph['properties']): StepGraph {
  const whole = { name: 'test', objectType: 'contact', ...raw };
  const document = JsonDocument.parse(testFile, JSON.stringify(whole, undefined, 2));
  return buildStepGraph(workflow.parse(whole), document, new ControlFlow(outlineSteps(document)), properties);
}
