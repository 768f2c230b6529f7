import { z } from 'zod';
import { propertyName } from '../../records/records-schema';
import { checkPropertyLiteral } from '../property-literal';
import { scalar } from '../values';
import { commonKeys, type StepList, type StepType } from './step-type';

declare module './step-type' {
  interface StepTypes {
    setProperties: SetPropertiesStep;
  }
}

const schema = (steps: StepList) =>
  z.strictObject({
    ...commonKeys(steps),
    type: z.literal('setProperties'),
    properties: z
      .record(propertyName, z.union([scalar, z.null()]))
      .describe(
        'The properties to write, by name: a value, an expression, or `null` to clear the property. An expression that ' +
          'gives nothing leaves the property as it is.',
      ),
  });

/** A step that writes properties of the record. */
export interface SetPropertiesStep extends z.infer<ReturnType<typeof schema>> {}

export const setProperties: StepType<SetPropertiesStep> = {
  type: 'setProperties',
  aliases: ['set', 'update', 'assign', 'setproperty', 'set-properties', 'updaterecord'],
  summary: 'Writes properties of the record.',
  example: {
    id: 'assign',
    type: 'setProperties',
    properties: {
      owner_id: '{% $steps.availability.owner_id %}',
      lead_status: 'assigned',
      snoozed_until: null,
    },
  },
  forms: (steps) => [schema(steps)],
  lists: [],
  expressions: ['properties.*'],
  canFail: true,
  flow: () => ({ kind: 'next' }),
  recordEffect: () => 'fresh',
  outputs: () => [],
  secrets: () => [],
  check(step, check) {
    const names = Object.entries(step.properties);
    if (names.length === 0) {
      check.report({
        code: 'too-few',
        at: ['properties'],
        message: 'The step sets no property.',
        remedy: 'Name at least one property, or leave the step out.',
      });
    }
    for (const [name, value] of names) checkPropertyLiteral(name, value, ['properties', name], check);
  },
};
