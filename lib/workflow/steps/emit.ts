import { z } from 'zod';
import { isChangeEvent } from '../change-events';
import { checkPayloadSize } from '../payload-size';
import { jsonValue } from '../values';
import { commonKeys, type StepList, type StepType } from './step-type';

declare module './step-type' {
  interface StepTypes {
    emit: EmitStep;
  }
}

/** docs/events.md: names that every emitted event has, and what they say. */
const fixedNames = {
  execution: 'which run sent the event',
  hops: 'how many runs led to the event by emitting one another',
} as const;

const schema = (steps: StepList) =>
  z.strictObject({
    ...commonKeys(steps),
    type: z.literal('emit'),
    event: z
      .string()
      .min(1)
      .max(128)
      .describe("The event's name, its `detail-type`: `lead.assigned`. Its `source` is `coded-actions`."),
    detail: z
      .record(z.string().min(1), jsonValue)
      .default({})
      .describe(
        'What the event carries beside `objectType`, `objectId`, `workflow`, `execution`, `hops` and `idempotencyKey`: values, ' +
          'or expressions anywhere in them.',
      ),
  });

/** A step that sends an event. */
export interface EmitStep extends z.infer<ReturnType<typeof schema>> {}

export const emit: StepType<EmitStep> = {
  type: 'emit',
  aliases: ['event', 'send', 'publish', 'putevent', 'putevents'],
  summary: 'Sends an event to the EventBridge bus, where it can enroll records and reach other systems.',
  example: {
    id: 'announce',
    type: 'emit',
    event: 'lead.assigned',
    detail: { email: '{% $record.email %}' },
  },
  forms: (steps) => [schema(steps)],
  lists: [],
  expressions: ['detail.**'],
  canFail: true,
  flow: () => ({ kind: 'next' }),
  recordEffect: () => 'none',
  outputs: () => [],
  secrets: () => [],
  check(step, check) {
    if (isChangeEvent(step.event)) {
      check.report({
        code: 'reserved-event',
        at: ['event'],
        message: `\`${step.event}\` says that a record changed, and is sent by coded-actions itself.`,
        remedy: 'Give the event a name of your own, such as `lead.assigned`.',
      });
    }
    checkPayloadSize(step.detail, ['detail'], check);
    for (const [name, meaning] of Object.entries(fixedNames)) {
      if (!(name in step.detail)) continue;
      check.report({
        code: 'reserved-name',
        at: ['detail', name],
        pointAt: 'key',
        message: `\`${name}\` always says ${meaning}; the step cannot replace it.`,
        remedy: 'Give the value another name.',
      });
    }
  },
};
