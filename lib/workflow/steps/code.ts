import { z } from 'zod';
import { propertyTypes } from '../../records/records-schema';
import type { OutputType } from '../action-contract';
import { checkActionFile } from '../action-file';
import { didYouMean } from '../did-you-mean';
import { duration, durationSeconds } from '../duration';
import { inputName, outputName, secretName } from '../names';
import { checkPayloadSize } from '../payload-size';
import { retryProblems, retrySchema } from '../retry-schedule';
import { jsonValue } from '../values';
import type { StepCheck } from './step-check';
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
/** Standard executions end after a year ("Step Functions service quotas"). */
const maximumPauseSeconds = 365 * 86_400;

/** What a step has that says nothing of its own. */
const defaults = { timeout: '20s', memory: 256, pause: '1 week' } as const;
/** Limits by name, which a step's own keys go before: HubSpot's ("Custom code actions"). */
const presets = { hubspot: { timeout: '20s', memory: 128 } } as const;

const outputTypes = [...propertyTypes, 'object'] as const satisfies readonly OutputType[];
const outputType = z.enum(outputTypes);
const outputDeclaration = z.union([
  outputType.transform((type) => ({ type })),
  z.strictObject({
    type: outputType.describe('The kind of value.'),
    choices: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe(
        "The values that an `enumeration` should have. Any other is given as it is, with a warning in the step's log.",
      ),
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
    secretOutputs: z
      .array(outputName)
      .default([])
      .describe(
        "Outputs that may hold a secret's value, which then stands in the execution's history. Any other output that " +
          'holds one fails the step.',
      ),
    timeout: duration
      .optional()
      .meta({ description: 'How long the action may run, up to 15 minutes.', default: defaults.timeout }),
    memory: z
      .int()
      .min(128)
      .max(10240)
      .optional()
      .meta({ description: 'MB of memory; more of it brings more CPU.', default: defaults.memory }),
    preset: z
      .enum(['hubspot'])
      .optional()
      .describe(
        'Limits by name. `"hubspot"`: HubSpot\'s, a `timeout` of 20 seconds and a `memory` of 128 MB. Those keys of the ' +
          'step go before it.',
      ),
    retry: z
      .union([z.literal(false), retrySchema])
      .optional()
      .describe(
        'When the action is tried again after an error that is passing: HTTP 429 and 5xx, the network, and what it throws ' +
          "as retryable. Left out: HubSpot's schedule, first after a minute, doubling to 8 hours, for three days. `false`: " +
          'never. A `Retry-After` of the server goes before the schedule.',
      ),
    pause: z
      .union([
        z.boolean(),
        z
          .strictObject({
            expires: duration.optional().meta({
              description:
                'How long a pause lasts at most where the action gives no `hs_expiration_duration`.',
              default: defaults.pause,
            }),
          })
          .describe('How the step may pause.'),
      ])
      .default(false)
      .describe(
        'Whether the action may pause the run, by the output `hs_execution_state: "BLOCK"`, until somebody completes it ' +
          'by its `callbackId`, with outputs. A pause that nobody completes expires, and the step fails as `States.Timeout`.',
      ),
    libraries: z
      .enum(['hubspot', 'hubspot-v3'])
      .optional()
      .describe(
        'A set of libraries that the action may require without a package.json: `"hubspot"`, HubSpot\'s with api-client 10 ' +
          'and later; `"hubspot-v3"`, the same with api-client 3 and axios 0.2x.',
      ),
    writes: z
      .boolean()
      .default(false)
      .describe('Whether the action changes the record, so that later steps read it again.'),
  });

/** The output that every code step has: HubSpot's state of the action. */
export const executionStateOutput = 'hs_execution_state';

const implicitOutputs = [
  {
    name: executionStateOutput,
    summary: "the execution state that the action gave, in HubSpot's words.",
  },
] as const;

/** A step that runs an action. */
export interface CodeStep extends z.infer<ReturnType<typeof schema>> {}

/** What a step may take: its own keys, else its preset's, else the defaults. */
export function limitsOf(step: CodeStep): { readonly timeoutSeconds: number; readonly memory: number } {
  const preset = step.preset === undefined ? defaults : presets[step.preset];
  return {
    timeoutSeconds: durationSeconds(step.timeout ?? preset.timeout),
    memory: step.memory ?? preset.memory,
  };
}

/** After what time a pause of a step expires, in seconds, where its action does not say; undefined where it cannot pause. */
export function pauseSeconds({ pause }: CodeStep): number | undefined {
  if (pause === false) return undefined;
  return durationSeconds((pause === true ? undefined : pause.expires) ?? defaults.pause);
}

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
  waits: (step) => step.pause !== false,
  // Whoever completes a pause has had the time to change the record.
  recordEffect: (step) => (step.writes || step.pause !== false ? 'stale' : 'none'),
  implicitOutputs,
  outputs: (step) => [...new Set([...Object.keys(step.outputs), ...implicitOutputs.map(({ name }) => name)])],
  declaredOutputs: (step) => ({ [executionStateOutput]: { type: 'string' }, ...step.outputs }),
  standIn([key, ...rest]) {
    // What a declaration of outputs was meant to hold is not known, but for the name of one.
    if (key === 'outputs') return rest.length === 0 ? 'unreadable' : { value: 'object' };
    if (key === 'pause' && rest.length === 0) return { value: true };
    if (rest.length === 0) return undefined;
    return key === 'secrets' || key === 'secretOutputs' ? { value: 'unread' } : undefined;
  },
  action: ({ action, secrets, libraries }) => ({ action, secrets, libraries }),
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
    checkPayloadSize(step.inputs, ['inputs'], check);
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
    checkTimes(step, check);
    checkSecretOutputs(step, check);
    for (const { key, ...problem } of retryProblems(step.retry)) {
      check.report({ code: 'retry-schedule', at: ['retry', key], ...problem });
    }
  },
};

function checkTimes(step: CodeStep, check: StepCheck): void {
  const { timeoutSeconds } = limitsOf(step);
  if (timeoutSeconds < 1 || timeoutSeconds > maximumTimeoutSeconds) {
    check.report({
      code: 'out-of-range',
      at: ['timeout'],
      message: `The timeout is ${step.timeout}; a Lambda runs for 15 minutes at most, and one second at least.`,
      remedy: 'Give a duration from `1s` to `15m`.',
    });
  }
  const seconds = pauseSeconds(step);
  if (seconds !== undefined && (seconds < 1 || seconds > maximumPauseSeconds)) {
    check.report({
      code: 'out-of-range',
      at: ['pause', 'expires'],
      message: 'A pause can last a second at least, and a year at most.',
      remedy: 'Give a duration from `1s` to `365 days`: AWS ends a run after a year.',
    });
  }
}

function checkSecretOutputs(step: CodeStep, check: StepCheck): void {
  for (const [index, name] of step.secretOutputs.entries()) {
    if (Object.hasOwn(step.outputs, name)) continue;
    check.report({
      code: 'unknown-output',
      at: ['secretOutputs', index],
      message: `The step has no output \`${name}\`.`,
      remedy: didYouMean(name, Object.keys(step.outputs), 'outputs of the step'),
    });
  }
  if (step.secretOutputs.length > 0 && step.secrets.length === 0) {
    check.report({
      severity: 'warning',
      code: 'no-secrets',
      at: ['secretOutputs'],
      pointAt: 'key',
      message: 'The step reads no secret, so that no output can hold one.',
      remedy: 'Take `secretOutputs` out, or name the secret in `secrets`.',
    });
  }
}
