import type { CompiledWorkflow } from '../compiler/compiled-workflow';
import type { StepGraph } from '../workflow/graph/step-graph';
import type { Problem, SourceLocation } from '../workflow/problem';
import { unsafeText, unsafeTextWithin } from './unsafe-text';

/** Text of the author's that would stand as it is in a template, and may not: titles, and the filters of triggers. */
export function templateTextProblems(graph: StepGraph, compiled: CompiledWorkflow): Problem[] {
  const start: SourceLocation = { file: graph.file, line: 1, column: 1 };
  const problems: Problem[] = [];
  const report = (what: string, location: SourceLocation, found: string | undefined) => {
    if (found === undefined) return;
    problems.push({
      severity: 'error',
      code: 'unsafe-text',
      location,
      message: `${what} holds \`${found}\`, which CloudFormation may take for its own.`,
      remedy: `Write it without \`${found}\`.`,
    });
  };
  report('The title of the workflow', start, unsafeText(compiled.title));
  for (const { step, title } of compiled.actions) {
    report(`The title of the step ${step}`, graph.nodes.get(step)?.location ?? start, unsafeText(title));
  }
  for (const [index, pattern] of compiled.eventPatterns.entries()) {
    report(`Trigger ${index + 1}`, start, unsafeTextWithin(pattern));
  }
  return problems;
}
