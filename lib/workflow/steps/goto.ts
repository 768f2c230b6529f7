import { z } from 'zod';
import { labelKeys, type StepType } from './step-type';

declare module './step-type' {
  interface StepTypes {
    goto: GotoStep;
  }
}

const schema = z.strictObject({
  ...labelKeys,
  type: z.literal('goto'),
  to: z
    .string()
    .describe(
      'The id of the step to go on with. A loop needs a way out, and a `delay` in it unless it goes round a few times only: ' +
        'AWS ends a run whose history has 25,000 events.',
    ),
});

/** A step that goes on elsewhere. */
export interface GotoStep extends z.infer<typeof schema> {}

export const goto: StepType<GotoStep> = {
  type: 'goto',
  aliases: ['jump', 'go', 'go-to', 'next'],
  summary: 'Goes on with another step, before or behind.',
  example: { id: 'askAgain', type: 'goto', to: 'availability' },
  forms: () => [schema],
  lists: [],
  expressions: [],
  canFail: false,
  flow: (step) => ({ kind: 'jump', to: step.to, at: ['to'] }),
  recordEffect: () => 'none',
  outputs: () => [],
  secrets: () => [],
};
