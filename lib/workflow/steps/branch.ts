import { z } from 'zod';
import { inequality } from '../expression/equality';
import { literalValue } from '../expression/possible-values';
import { expression, scalar } from '../values';
import type { StepCheck } from './step-check';
import { type Arm, commonKeys, type StepList, type StepType } from './step-type';

declare module './step-type' {
  interface StepTypes {
    branch: BranchStep;
  }
}

const armTitle = z.string().min(1).max(200).optional().describe('What the arm is called in diagrams.');
const otherwise = (steps: StepList) =>
  steps.default([]).describe('The steps to take when no branch is. Left out: none.');

const conditionForm = (steps: StepList) =>
  z.strictObject({
    ...commonKeys(steps),
    type: z.literal('branch'),
    branches: z
      .array(
        z.strictObject({
          title: armTitle,
          when: expression.describe(
            'Whether to take this branch, an expression. The first that is true is taken.',
          ),
          steps: steps.describe('The steps to take then.'),
        }),
      )
      .min(1)
      .describe('The branches, tried in their order.'),
    else: otherwise(steps),
  });

const valueForm = (steps: StepList) =>
  z.strictObject({
    ...commonKeys(steps),
    type: z.literal('branch'),
    value: expression.describe('What the branches compare, an expression.'),
    branches: z
      .array(
        z.strictObject({
          title: armTitle,
          equals: z
            .union([scalar, z.array(scalar).min(1)])
            .describe('The value, or a list of values, with which this branch is taken.'),
          steps: steps.describe('The steps to take then.'),
        }),
      )
      .min(1)
      .describe('The branches, tried in their order.'),
    else: otherwise(steps),
  });

/** A branch in which every arm has a condition. */
export interface ConditionBranchStep extends z.infer<ReturnType<typeof conditionForm>> {}
/** A branch by the value of one expression. */
export interface ValueBranchStep extends z.infer<ReturnType<typeof valueForm>> {}
/** A step that goes one of several ways, and on behind itself from there. */
export type BranchStep = ConditionBranchStep | ValueBranchStep;

export const branch: StepType<BranchStep> = {
  type: 'branch',
  aliases: ['if', 'choice', 'condition', 'switch', 'ifthen'],
  summary:
    'Goes the way of the first branch whose condition is true, or whose value it is, or else of `else`.',
  example: {
    id: 'somebodyFree',
    type: 'branch',
    branches: [
      {
        title: 'Yes',
        when: '{% $exists($steps.availability.owner_id) %}',
        steps: [
          {
            id: 'assign',
            type: 'setProperties',
            properties: { owner_id: '{% $steps.availability.owner_id %}' },
          },
        ],
      },
    ],
    else: [{ id: 'waitAnHour', type: 'delay', for: '1 hour' }],
  },
  forms: (steps) => [conditionForm(steps), valueForm(steps)],
  form: (raw) => ('value' in raw ? 1 : 0),
  lists: ['branches.*.steps', 'else'],
  expressions: ['branches.*.when', 'value'],
  canFail: true,
  flow: (step) => ({ kind: 'choose', arms: armsOf(step) }),
  recordEffect: () => 'none',
  outputs: () => [],
  standIn([key, , inner]) {
    // Some step stood there.
    if (key === 'else' || inner === 'steps') return { value: [{ id: 'unread', type: 'end' }] };
    return inner === 'when' || (key === 'value' && inner === undefined) ? { value: '{% true %}' } : undefined;
  },
  secrets: () => [],
  check(step, check) {
    if ([step.else, ...step.branches.map(({ steps }) => steps)].every((steps) => steps.length === 0)) {
      check.report({
        severity: 'warning',
        code: 'no-steps',
        at: ['branches'],
        pointAt: 'key',
        message: 'No branch holds any step, so that it makes no difference which is taken.',
        remedy: 'Put steps into a branch or into `else`, or take the step out.',
      });
    }
    checkEquals(step, check);
    if (step.onError === 'fail') return;
    check.report({
      severity: 'warning',
      code: 'on-error-partial',
      at: ['onError'],
      pointAt: 'key',
      message:
        'A condition that cannot be evaluated fails the run, whatever `onError` says: Step Functions catches nothing there. ' +
        'It is taken only where the record has to be read again for the branch, and that fails.',
      remedy: 'Take it out, and write conditions that hold for every value: `$exists(x) and x > 5`.',
    });
  },
};

function armsOf(step: BranchStep): Arm[] {
  const arms = step.branches.map(
    (arm, index): Arm => ({
      kind: 'when',
      label: arm.title ?? ('equals' in arm ? valuesLabel(arm.equals) : conditionLabel(arm.when)),
      list: ['branches', index, 'steps'],
    }),
  );
  return [...arms, { kind: 'else', label: 'else', list: ['else'] }];
}

function valuesLabel(equals: ValueBranchStep['branches'][number]['equals']): string {
  return [equals].flat().join(', ');
}

function conditionLabel(when: string): string {
  return when.slice('{%'.length, -'%}'.length).trim();
}

/** Checks that the value of a branch can be what its arms compare it with. */
function checkEquals(step: BranchStep, check: StepCheck): void {
  if (!('value' in step)) return;
  const values = check.possibleValues?.(step.value) ?? [];
  step.branches.forEach(({ equals }, arm) => {
    const at = ['branches', arm, 'equals'];
    const literals = Array.isArray(equals) ? equals : [equals];
    literals.forEach((literal, index) => {
      const found = inequality(values, [literalValue(literal)]);
      if (found !== undefined) check.report({ ...found, at: Array.isArray(equals) ? [...at, index] : at });
    });
  });
}
