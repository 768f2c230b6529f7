import type { Edge } from '../../workflow/graph/step-graph';
import type { BranchStep } from '../../workflow/steps/branch';
import type { JsonataText } from '../expressions/jsonata-text';
import { type ChosenWay, choiceState } from '../states/choice';
import type { StepCompiler, StepContext } from './step-compiler';

/**
 * `branch`: a Choice. An arm whose condition gives nothing is not taken; a Choice catches no errors, so that a condition
 * which cannot be evaluated fails the run.
 */
export const branch: StepCompiler<BranchStep> = {
  type: 'branch',
  compile(step, context) {
    const conditions = conditionsOf(step, context);
    const ways = context.node.edges
      .filter((edge) => edge.kind === 'when')
      .toSorted((left, right) => (left.arm ?? 0) - (right.arm ?? 0));
    return {
      state: choiceState(
        context.comment(),
        ways.map((edge) => ({ when: conditionOf(edge, conditions), way: context.follow(edge) })),
        otherwise(context),
      ),
    };
  },
};

function conditionsOf(step: BranchStep, { expression }: StepContext): readonly JsonataText[] {
  if ('value' in step) {
    const value = expression(step.value);
    return step.branches.map(({ equals }) =>
      Array.isArray(equals)
        ? `(${value} in ${JSON.stringify(equals)})`
        : `(${value} = ${JSON.stringify(equals)})`,
    );
  }
  return step.branches.map(({ when }) => expression(when));
}

function conditionOf(edge: Edge, conditions: readonly JsonataText[]): JsonataText {
  const condition = conditions[edge.arm ?? -1];
  if (condition === undefined) throw new Error(`The graph has an arm ${edge.arm} that the branch has not.`);
  return condition;
}

function otherwise({ node, follow }: StepContext): ChosenWay {
  const edge = node.edges.find(({ kind }) => kind === 'else');
  if (edge === undefined) throw new Error(`The graph has no way out of the branch ${node.id} but its arms.`);
  return follow(edge);
}
