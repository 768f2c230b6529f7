import { z } from 'zod';
import type { OutputType } from '../action-contract';
import { checkActionFile } from '../action-file';
import { duration, durationSeconds } from '../duration';
import { inputName, outputName, secretName } from '../names';
import { jsonValue } from '../values';
import { commonKeys, type StepList, type StepType } from './step-type';

declare module './step-type' {
  interface StepTypes {
    code: CodeStep;
  }
}

/** HubSpot allows 50 properties ("Custom code actions"), and nobody has asked for more. */
const maximumInputs = 50;
/** Lambda's own limit ("Lambda quotas"). */
const maximumTimeoutSeconds = 15 * 60;

const outputTypes = [
  'string',
  'number',
  'boolean',
  'date',
  'datetime',
  'enumeration',
  'phone',
  'object',
] as const satisfies readonly OutputType[];
const outputType = z.enum(outputTypes);
const outputDeclaration = z.union([
  outputType.transform((type) => ({ type })),
  z.strictObject({
    type: outputType,
    choices: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe('The values that an `enumeration` can have. Any other fails the step.'),
  }),
]);

const schema = (steps: StepList) =>
  z.strictObject({
    ...commonKeys(steps),
    type: z.literal('code'),
    action: z
      .string()
      .min(1)
      .describe(
        'The JavaScript or TypeScript file that runs, relative to the workflow file: `./availability.js`.',
      ),
    inputs: z
      .record(inputName, jsonValue)
      .default({})
      .describe(
        `What the action reads as \`event.inputFields\`: values, or expressions anywhere in them. At most ${maximumInputs} names.`,
      ),
    outputs: z
      .record(outputName, outputDeclaration)
      .default({})
      .describe(
        'What the action may give, by name: a type, or `{"type": …, "choices": […]}`. Values are checked and converted; ' +
          'expressions read them as `$steps.<id>.<name>`.',
      ),
    secrets: z
      .array(secretName)
      .default([])
      .describe("The workflow's secrets that this action may read, as `process.env.NAME`."),
    timeout: duration.default('20s').describe('How long the action may run, up to 15 minutes.'),
    memory: z.int().min(128).max(10240).default(256).describe('MB of memory; more of it brings more CPU.'),
    writes: z
      .boolean()
      .default(false)
      .describe('Whether the action changes the record, so that later steps read it again.'),
  });

const implicitOutputs = [
  { name: 'hs_execution_state', summary: "the execution state that the action gave, in HubSpot's words." },
] as const;

/** A step that runs an action. */
export interface CodeStep extends z.infer<ReturnType<typeof schema>> {}

export const code: StepType<CodeStep> = {
  type: 'code',
  aliases: ['action', 'function', 'lambda', 'script', 'customcode', 'custom-code', 'task'],
  summary: 'Runs an action: a JavaScript or TypeScript file of your own, in its own Lambda.',
  example: {
    id: 'availability',
    type: 'code',
    title: 'Ask the calendar who is free',
    action: './availability.js',
    inputs: { country: '{% $record.country %}' },
    outputs: { owner_id: 'string' },
    secrets: ['CALENDAR_API_KEY'],
    timeout: '20s',
    memory: 256,
  },
  forms: (steps) => [schema(steps)],
  lists: [],
  expressions: ['inputs.**'],
  canFail: true,
  flow: () => ({ kind: 'next' }),
  recordEffect: (step) => (step.writes ? 'stale' : 'none'),
  implicitOutputs,
  outputs: (step) => [...new Set([...Object.keys(step.outputs), ...implicitOutputs.map(({ name }) => name)])],
  secrets: (step) => step.secrets.map((name, index) => ({ name, at: ['secrets', index] })),
  check(step, check) {
    checkActionFile(step.action, check);
    const inputs = Object.keys(step.inputs).length;
    if (inputs > maximumInputs) {
      check.report({
        code: 'too-many',
        at: ['inputs'],
        pointAt: 'key',
        message: `The step has ${inputs} inputs; at most ${maximumInputs} are allowed.`,
        remedy: 'Put some of them into one input that is an object.',
      });
    }
    for (const [name, { type, ...declaration }] of Object.entries(step.outputs)) {
      const choices = 'choices' in declaration ? declaration.choices : undefined;
      if (choices !== undefined && type !== 'enumeration') {
        check.report({
          code: 'choices-without-enumeration',
          at: ['outputs', name, 'choices'],
          pointAt: 'key',
          message: `Only an output of type \`enumeration\` has \`choices\`; \`${name}\` is of type \`${type}\`.`,
          remedy: 'Make the type `enumeration`, or leave `choices` out.',
        });
      }
    }
    const seconds = durationSeconds(step.timeout);
    if (seconds < 1 || seconds > maximumTimeoutSeconds) {
      check.report({
        code: 'out-of-range',
        at: ['timeout'],
        message: `The timeout is ${step.timeout}; a Lambda runs for 15 minutes at most, and one second at least.`,
        remedy: 'Give a duration from `1s` to `15m`.',
      });
    }
  },
};
