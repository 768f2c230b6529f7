import { durationSeconds } from '../../workflow/duration';
import type { DelayStep } from '../../workflow/steps/delay';
import type { StepCompiler } from './step-compiler';

/** `delay`: a Wait. */
export const delay: StepCompiler<DelayStep> = {
  type: 'delay',
  compile(step, context) {
    return {
      state: {
        Comment: context.comment(),
        Type: 'Wait',
        Seconds: durationSeconds(step.for),
        ...context.next(),
      },
    };
  },
};
