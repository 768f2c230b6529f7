import { checkDefinition } from '../compiler';
import type { CompiledWorkflow } from '../compiler/compiled-workflow';
import type { DefinitionProblem } from '../compiler/definition-problem';
import { parseStepComment } from '../compiler/state-comment';
import type { StepGraph } from '../workflow/graph/step-graph';
import type { Problem, SourceLocation } from '../workflow/problem';
import { templateTextProblems } from './template-text-problems';

/**
 * What is wrong with what a workflow was compiled to, at the places of the workflow file that it comes from: what Step
 * Functions would refuse in the definition, and what CloudFormation would take for its own in the template.
 */
export function compiledProblems(graph: StepGraph, compiled: CompiledWorkflow): Problem[] {
  return [
    ...checkDefinition(compiled.definition).map((problem) => problemInFile(graph, compiled, problem)),
    ...templateTextProblems(graph, compiled),
  ];
}

function problemInFile(graph: StepGraph, compiled: CompiledWorkflow, problem: DefinitionProblem): Problem {
  const { code, state, field, message, remedy } = problem;
  const where = [state && `State ${JSON.stringify(state)}`, field].filter(Boolean).join(', ');
  return {
    severity: 'error',
    code,
    location: locationOf(graph, compiled, state),
    message: where === '' ? message : `${where}: ${message}`,
    remedy,
  };
}

/** The step's place that a state's comment names; the beginning of the file for what belongs to no step. */
function locationOf(graph: StepGraph, compiled: CompiledWorkflow, state: string | undefined): SourceLocation {
  const step = state === undefined ? undefined : parseStepComment(compiled.definition.States[state]?.Comment);
  if (step === undefined) return { file: graph.file, line: 1, column: 1 };
  const { file, line, column } = step;
  return { file, line, column };
}
