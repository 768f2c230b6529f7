import { z } from 'zod';
import { duration, durationSeconds } from '../duration';
import { commonKeys, type StepList, type StepType } from './step-type';

declare module './step-type' {
  interface StepTypes {
    delay: DelayStep;
  }
}

/** Standard executions end after a year ("Step Functions service quotas"). */
const maximumDelaySeconds = 365 * 86400;

const schema = (steps: StepList) =>
  z.strictObject({
    ...commonKeys(steps),
    type: z.literal('delay'),
    for: duration.describe('How long to wait: `3 days`, `90 minutes`. At most a year.'),
  });

/** A step that waits. */
export interface DelayStep extends z.infer<ReturnType<typeof schema>> {}

export const delay: StepType<DelayStep> = {
  type: 'delay',
  aliases: ['wait', 'sleep', 'pause', 'timer'],
  summary: 'Waits for a duration.',
  example: { id: 'threeDays', type: 'delay', for: '3 days' },
  forms: (steps) => [schema(steps)],
  lists: [],
  expressions: [],
  canFail: true,
  flow: () => ({ kind: 'next' }),
  waits: () => true,
  recordEffect: () => 'stale',
  outputs: () => [],
  secrets: () => [],
  check(step, check) {
    const seconds = durationSeconds(step.for);
    if (seconds < 1 || seconds > maximumDelaySeconds) {
      check.report({
        code: 'out-of-range',
        at: ['for'],
        message: `The delay is ${step.for}; it can be a second at least, and a year at most.`,
        remedy: 'Give a duration from `1s` to `365 days`: AWS ends a run after a year.',
      });
    }
    if (step.onError !== 'fail') {
      check.report({
        severity: 'warning',
        code: 'on-error-unused',
        at: ['onError'],
        pointAt: 'key',
        message: 'A `delay` cannot fail, so that its `onError` is never taken.',
        remedy: 'Take it out.',
      });
    }
  },
};
