import type { CompiledWorkflow } from '../compiler/compiled-workflow';
import { eventPatternProblem } from '../compiler/event-pattern';
import type { StepGraph } from '../workflow/graph/step-graph';
import type { Problem } from '../workflow/problem';
import { unsafePlaceWithin } from './unsafe-text';

/**
 * Text of the author's that stands as it is in a template, and may not, or is longer than AWS takes: titles, and the
 * triggers, which become the patterns of rules.
 */
export function templateTextProblems(graph: StepGraph, compiled: CompiledWorkflow): Problem[] {
  const { title, enrollment } = graph.workflow;
  const problems: Problem[] = [];
  const checkText = (what: string, value: unknown, path: readonly (string | number)[]) => {
    const found = unsafePlaceWithin(value, path);
    if (found === undefined) return;
    problems.push({
      severity: 'error',
      code: 'unsafe-text',
      location: graph.locate(found.path, found.character),
      message: `${what} holds \`${found.sequence}\`, which CloudFormation may take for its own.`,
      remedy: `Write it without \`${found.sequence}\`.`,
    });
  };
  checkText('The title of the workflow', title, ['title']);
  for (const { step } of compiled.actions) {
    const node = graph.nodes.get(step);
    if (node !== undefined)
      checkText(`The title of the step ${step}`, node.step.title, [...node.path, 'title']);
  }
  for (const [index, trigger] of enrollment.triggers.entries()) {
    checkText(`Trigger ${index + 1}`, trigger, ['enrollment', 'triggers', index]);
    const pattern = compiled.eventPatterns[index];
    const problem = pattern && eventPatternProblem(pattern);
    if (problem === undefined) continue;
    problems.push({ ...problem, location: graph.locate(['enrollment', 'triggers', index]) });
  }
  return problems;
}
