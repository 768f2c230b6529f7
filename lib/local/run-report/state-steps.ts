import { parseStepComment, type StepOfState } from '../../compiler/state-comment';
import { isTemplateObject, type TemplateObject } from '../assembly/template';

/**
 * The step that each state belongs to, by the state's name, at any depth of a definition; states of no step (load,
 * enroll, finish) are not among them.
 */
export function stateSteps(definition: TemplateObject): ReadonlyMap<string, StepOfState> {
  const steps = new Map<string, StepOfState>();
  visit(definition, (name, state) => {
    const step = parseStepComment(state.Comment);
    if (step) steps.set(name, step);
  });
  return steps;
}

function visit(workflow: unknown, onState: (name: string, state: TemplateObject) => void): void {
  if (!isTemplateObject(workflow) || !isTemplateObject(workflow.States)) return;
  for (const [name, state] of Object.entries(workflow.States)) {
    if (!isTemplateObject(state)) continue;
    onState(name, state);
    visit(state.ItemProcessor, onState);
    if (Array.isArray(state.Branches)) for (const branch of state.Branches) visit(branch, onState);
  }
}
