import { z } from 'zod';
import { labelKeys, type StepType } from './step-type';

declare module './step-type' {
  interface StepTypes {
    end: EndStep;
  }
}

const schema = z.strictObject({ ...labelKeys, type: z.literal('end') });

/** A step that ends the run, successfully. */
export interface EndStep extends z.infer<typeof schema> {}

export const end: StepType<EndStep> = {
  type: 'end',
  aliases: ['stop', 'exit', 'finish', 'return', 'succeed'],
  summary: 'Ends the run, successfully. At the end of the workflow file it is not needed.',
  example: { id: 'stop', type: 'end' },
  forms: () => [schema],
  lists: [],
  expressions: [],
  canFail: false,
  flow: () => ({ kind: 'finish' }),
  recordEffect: () => 'none',
  outputs: () => [],
  secrets: () => [],
};
