import { z } from 'zod';
import { maximumRecordSize } from '../../records/record-size';
import { propertyName } from '../../records/records-schema';
import { isExpression } from '../expression/parse-expression';
import { checkPropertyExpression } from '../property-expression';
import { checkPropertyLiteral } from '../property-literal';
import { scalar } from '../values';
import type { StepCheck } from './step-check';
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
  standIn: ([key, name]) => (key === 'properties' && name !== undefined ? { value: null } : undefined),
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
    for (const [name, value] of names) {
      const at = ['properties', name];
      checkPropertyLiteral(name, value, at, check);
      if (typeof value === 'string' && isExpression(value)) checkPropertyExpression(name, value, at, check);
    }
    checkLiteralSize(step, check);
  },
};

/** What an author wrote down is refused where already that is more than a record can be. */
function checkLiteralSize(step: SetPropertiesStep, check: StepCheck): void {
  const literals = Object.entries(step.properties).filter(
    ([, value]) => !(typeof value === 'string' && isExpression(value)),
  );
  const size = Buffer.byteLength(JSON.stringify(Object.fromEntries(literals)));
  if (size <= maximumRecordSize) return;
  check.report({
    code: 'too-large',
    at: ['properties'],
    pointAt: 'key',
    message: `The values are ${Math.ceil(size / 1024)} KB; a record can be ${maximumRecordSize / 1024} KB at most.`,
    remedy: 'Store what is large elsewhere, and where it is in the property.',
  });
}
