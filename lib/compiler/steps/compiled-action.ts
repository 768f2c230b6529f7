import type {
  ActionDeclaration,
  OutputDeclaration,
  OutputType,
  RetryLimits,
} from '../../workflow/action-contract';
import { actionFile } from '../../workflow/action-file';
import { isExpression, parseExpression } from '../../workflow/expression/parse-expression';
import { retrySchedule } from '../../workflow/retry-schedule';
import { type CodeStep, limitsOf, pauseSeconds } from '../../workflow/steps/code';
import type { CompiledAction } from '../compiled-workflow';
import type { StepContext } from './step-compiler';

/** What the workflow's stack makes of a code step beside its state: the Lambda, and the declaration in its bundle. */
export function compiledAction(step: CodeStep, context: StepContext): CompiledAction {
  const { timeoutSeconds, memory } = limitsOf(step);
  const expiry = pauseSeconds(step);
  const file = actionFile(context.graph.file, step.action);
  const declaration: ActionDeclaration = {
    workflow: context.machine.workflow.name,
    step: step.id,
    file,
    outputs: Object.fromEntries(
      Object.entries(step.outputs).map(([name, output]) => [name, declaredOutput(output)]),
    ),
    secrets: step.secrets,
    timeoutSeconds,
    pause: expiry !== undefined,
    ...(expiry === undefined ? {} : { pauseSeconds: expiry }),
    ...retryFields(step),
    ...inputTypesField(step, context),
    ...(step.secretOutputs.length === 0 ? {} : { secretOutputs: step.secretOutputs }),
  };
  return {
    step: step.id,
    title: step.title ?? step.id,
    file,
    declaration,
    memory,
    ...(step.libraries === undefined ? {} : { libraries: step.libraries }),
  };
}

/** What the wrapper must know of the step's own `retry`; nothing where HubSpot's schedule holds. */
function retryFields({ retry }: CodeStep): Pick<ActionDeclaration, 'retryLimits' | 'retryTimeouts'> {
  if (retry === undefined) return {};
  const schedule = retrySchedule(retry);
  if (schedule === undefined) return { retryLimits: 'never' };
  const { deadlineSeconds, firstSeconds, maxSeconds, backoffRate, retries, countsWaits, timeouts } = schedule;
  const retryLimits: RetryLimits = {
    deadlineSeconds,
    firstSeconds,
    maxSeconds,
    backoffRate,
    ...(countsWaits ? { retries } : {}),
  };
  return { retryLimits, ...(timeouts ? { retryTimeouts: true } : {}) };
}

function declaredOutput(output: CodeStep['outputs'][string]): OutputDeclaration {
  const choices = 'choices' in output ? output.choices : undefined;
  return choices === undefined ? { type: output.type } : { type: output.type, choices };
}

/** The types of the inputs that are a property of the record or an output of a step, and nothing else. */
function inputTypesField(step: CodeStep, context: StepContext): Pick<ActionDeclaration, 'inputTypes'> {
  const types = Object.entries(step.inputs).flatMap(([name, value]): [string, OutputType][] => {
    const type = typeof value === 'string' && isExpression(value) ? typeOf(value, context) : undefined;
    return type === undefined ? [] : [[name, type]];
  });
  return types.length === 0 ? {} : { inputTypes: Object.fromEntries(types) };
}

function typeOf(text: string, { graph }: StepContext): OutputType | undefined {
  const { source, references } = parseExpression(text);
  const [reference] = references;
  const [field] = reference?.names ?? [];
  if (reference === undefined || field === undefined) return undefined;
  if (source.trim() !== source.slice(reference.start, field.end)) return undefined;
  if (reference.kind === 'record') return graph.properties?.get(field.value)?.type;
  const from = reference.step === undefined ? undefined : graph.nodes.get(reference.step.value)?.step;
  return from?.type === 'code' ? from.outputs[field.value]?.type : undefined;
}
