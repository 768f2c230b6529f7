import { z } from 'zod';

/** When a fault strikes: counted in the calls that it is about, so that a plan does the same on every run. */
const counted = {
  call: z
    .int()
    .min(1)
    .default(1)
    .describe('The first call that it strikes, counted from 1 among the calls that it is about.'),
  times: z
    .union([z.int().min(1), z.literal('always')])
    .default(1)
    .describe('How many calls in a row it strikes, or `"always"`.'),
};

const functionFault = z
  .strictObject({
    at: z.literal('function'),
    what: z
      .enum(['throttled', 'timed-out', 'died'])
      .describe(
        '`throttled`: Lambda does not run it (`TooManyRequestsException`). `timed-out`: it runs over its time limit. `died`: its process is killed.',
      ),
    workflow: z.string().min(1).optional().describe('Only functions of this workflow.'),
    step: z.string().min(1).optional().describe('Only the function of this step.'),
    function: z
      .string()
      .min(1)
      .optional()
      .describe('Only the function whose name or logical id begins so, such as `RunStatusOnChange`.'),
    when: z
      .enum(['before', 'after'])
      .default('after')
      .describe(
        'Whether a function that times out or dies does so before it did anything, or after all that it does: then its side effects are done and its answer is lost.',
      ),
    ...counted,
  })
  .describe('A Lambda function fails, or is not run.');

const tableFault = z
  .strictObject({
    at: z.literal('table'),
    what: z
      .enum(['throttled', 'conflict', 'answer-lost'])
      .describe(
        '`throttled`: DynamoDB refuses. `conflict`: another transaction is under way with an item; only writes. `answer-lost`: it is done, and the caller gets an error.',
      ),
    operation: z.string().min(1).optional().describe('Only this operation: `UpdateItem`.'),
    error: z
      .enum(['ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded'])
      .default('ProvisionedThroughputExceededException')
      .describe('By which name DynamoDB throttles.'),
    ...counted,
  })
  .describe('DynamoDB refuses, or its answer is lost.');

const eventFault = z
  .strictObject({
    at: z.literal('event'),
    what: z
      .enum(['doubled', 'delayed', 'overtaken', 'lost'])
      .describe(
        '`doubled`: it is delivered twice. `delayed`: later. `overtaken`: behind the next one. `lost`: never.',
      ),
    pattern: z
      .record(z.string(), z.json())
      .optional()
      .describe('Only events that this EventBridge pattern matches. Without it: all.'),
    rule: z
      .string()
      .min(1)
      .optional()
      .describe('Only deliveries of the rule whose name or logical id begins so.'),
    seconds: z
      .int()
      .min(1)
      .max(86_400)
      .default(60)
      .describe(
        'How much later a delayed event comes; how long one that is overtaken waits for another at most.',
      ),
    ...counted,
  })
  .describe('EventBridge delivers an event otherwise than once and in order.');

const secretFault = z
  .strictObject({
    at: z.literal('secret'),
    what: z
      .enum(['down', 'throttled'])
      .describe(
        '`down`: Secrets Manager fails (`InternalServiceError`). `throttled`: `ThrottlingException`.',
      ),
    secret: z
      .string()
      .min(1)
      .optional()
      .describe('Only the secret of this name, without stage: `CALENDAR_API_KEY`.'),
    ...counted,
  })
  .describe('Secrets Manager does not answer.');

/** One fault, by the edge that it is at. */
export const faultAtEdge = z.discriminatedUnion('at', [functionFault, tableFault, eventFault, secretFault]);

/** It looks at `at` first, and then at one form only, so that what is wrong is told of that form. */
const fault = z
  .looseObject({ at: z.enum(['function', 'table', 'event', 'secret']).describe('Where it goes wrong.') })
  .pipe(faultAtEdge);

/** What goes wrong, and when: the content of a faults file (docs/faults.md). */
export const faultPlan = z
  .strictObject({
    faults: z
      .array(fault)
      .min(1)
      .describe(
        'The faults. Each counts its own calls; of those that would strike the same call the first does.',
      ),
  })
  .describe('Faults of a local run.');

export interface FaultPlan extends z.infer<typeof faultPlan> {}
export type Fault = FaultPlan['faults'][number];
export type FunctionFault = z.infer<typeof functionFault>;
export type TableFault = z.infer<typeof tableFault>;
export type EventFault = z.infer<typeof eventFault>;
export type SecretFault = z.infer<typeof secretFault>;
