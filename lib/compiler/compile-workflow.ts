import { isExpression, parseExpression } from '../workflow/expression/parse-expression';
import type { StepGraph } from '../workflow/graph/step-graph';
import type { CompiledWorkflow } from './compiled-workflow';
import { eventPattern } from './event-pattern';
import { authorExpression } from './expressions/author-expression';
import { grantsOf } from './grants';
import type { States } from './state';
import { StateNames } from './state-names';
import { enrollStates } from './states/enroll';
import { finishStates } from './states/finish';
import { loadStates } from './states/load';
import { machineOf } from './states/machine';
import { refusalStates } from './states/refusals';
import { StepStates } from './step-states';
import { reachedFrom } from './transitions-of';

/**
 * Compiles a workflow to all that its stack is made of. Pure: the same graph gives the same bytes.
 *
 * @param graph the step graph of a workflow that the checks have found right
 * @throws Error when it is not: a fault of ours, never a message for the author
 */
export function compileWorkflow(graph: StepGraph): CompiledWorkflow {
  const { workflow } = graph;
  const { enrollment, name, objectType } = workflow;
  const title = workflow.title ?? name;
  const stateNames = new StateNames([...graph.nodes.values()].map(({ stateName }) => stateName));
  const machine = machineOf(workflow, stateNames, {
    where: enrollment.where === undefined ? undefined : authorExpression(enrollment.where, {}),
    usesEnv: usesEnv(workflow),
  });
  const stepStates = new StepStates(graph, machine, stateNames);
  const steps = stepStates.compile();
  const all: States = {
    ...loadStates(machine),
    ...enrollStates(machine, stepStates.enter(graph.start)),
    ...Object.fromEntries(steps.flatMap((step) => step.states)),
    ...finishStates(machine),
    ...refusalStates(machine),
  };
  // Step Functions refuses a state that no way leads to. There are such steps: a Choice and a Wait catch nothing, so that
  // the `onError` path of a branch or a delay can only be entered where the record is read again.
  const reached = reachedFrom(machine.names.load, all);
  const states = Object.fromEntries(Object.entries(all).filter(([state]) => reached.has(state)));
  const reachedSteps = steps.filter(({ stateName }) => reached.has(stateName));
  return {
    name,
    title,
    objectType,
    definition: {
      Comment: `${title}, ${graph.file}`,
      QueryLanguage: 'JSONata',
      StartAt: machine.names.load,
      States: states,
    },
    actions: reachedSteps.flatMap(({ action }) => (action === undefined ? [] : [action])),
    grants: grantsOf(states),
    eventPatterns: enrollment.triggers.map((trigger) => eventPattern(trigger, objectType)),
  };
}

/** Whether any expression of the workflow reads `$env`. */
function usesEnv(value: unknown): boolean {
  if (typeof value === 'string') {
    return isExpression(value) && parseExpression(value).references.some(({ kind }) => kind === 'env');
  }
  return typeof value === 'object' && value !== null && Object.values(value).some(usesEnv);
}
