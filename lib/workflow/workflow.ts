import { z } from 'zod';
import { objectTypeName } from '../records/records-schema';
import { secretName, workflowName } from './names';
import { stepList } from './steps/step-schema';
import type { StepList } from './steps/step-type';
import { expression, jsonValue } from './values';

export type { Step } from './steps/step-type';

/** What enrolls records by an EventBridge event. */
export const eventTrigger = z
  .strictObject({
    event: z
      .string()
      .min(1)
      .max(128)
      .describe("The event's name, its `detail-type`: `record.created`, or any name of yours."),
    source: z.string().min(1).max(256).optional().describe("The event's `source`. Left out: any."),
    filter: z
      .record(z.string(), jsonValue)
      .optional()
      .describe(
        'An EventBridge pattern of the event\'s `detail`: lists of values, as in `{"properties": {"country": ["ES"]}}`, or ' +
          'of matchers such as `{"prefix": …}`.',
      ),
  })
  .describe('An event that enrolls a record.');

/** What enrolls records. */
const enrollmentSchema = z
  .strictObject({
    triggers: z
      .array(eventTrigger)
      .default([])
      .describe('The events that enroll a record. None: runs are started by hand.'),
    where: expression
      .optional()
      .describe('Which records may enter, an expression. It is evaluated when the event comes.'),
    reenroll: z
      .boolean()
      .default(false)
      .describe('Whether a record may enter again when its run has ended. Never while it is in a run.'),
  })
  .describe('What enrolls records.');

/** The schema of a workflow file, given that of a list of steps. */
export const workflowSchema = (steps: StepList) =>
  z
    .strictObject({
      $schema: z.string().optional().describe('Where the editor finds the JSON Schema of this file.'),
      name: workflowName.describe(
        'The name of the workflow, unique in the project; best that of its folder.',
      ),
      title: z.string().min(1).max(200).optional().describe('What people read.'),
      description: z.string().optional().describe('What the workflow is for.'),
      objectType: objectTypeName.describe(
        'The kind of record that it works on, as in `records.schema.json`.',
      ),
      enrollment: enrollmentSchema.prefault({}),
      secrets: z
        .array(secretName)
        .default([])
        .describe(
          'The secrets that its steps may name. Values live in Secrets Manager under `coded-actions/<stage>/<NAME>`, and become ' +
            '`process.env.NAME`: so names that Lambda, Node or the system reads there, such as `AWS_…` and `PATH`, are refused.',
        ),
      steps: steps.describe('What a record goes through, from top to bottom.'),
    })
    .describe('A workflow of coded-actions.');

/** The schema of a workflow file. */
export const workflow = workflowSchema(stepList);

/** One event that enrolls records. */
export interface EventTrigger extends z.infer<typeof eventTrigger> {}
/** A workflow as parsed: defaults are filled in. */
export interface Workflow extends z.infer<typeof workflow> {}
