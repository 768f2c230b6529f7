import type { Step } from '../../workflow/workflow';
import { branch } from './branch';
import { code } from './code';
import { delay } from './delay';
import { emit } from './emit';
import { setProperties } from './set-properties';
import type { CompiledStep, StepCompiler, StepContext } from './step-compiler';

/** How each step type becomes states. `goto` and `end` are edges of the graph, and become none. */
export const stepCompilers: readonly StepCompiler[] = [code, branch, delay, setProperties, emit];

/** Compiles a step by its type. */
export function compileStep(step: Step, context: StepContext): CompiledStep {
  const compiler = stepCompilers.find(({ type }) => type === step.type);
  if (compiler === undefined) {
    throw new Error(`The step type ${step.type} is missing in lib/compiler/steps/index.ts.`);
  }
  return compiler.compile(step, context);
}
