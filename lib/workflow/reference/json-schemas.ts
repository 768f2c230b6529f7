import { z } from 'zod';
import { recordsSchema } from '../../records/records-schema';
import { stepTypes } from '../steps';
import type { Step, StepList } from '../steps/step-type';
import { workflowSchema } from '../workflow';
import type { JsonSchema } from './json-schema-parts';

/** The JSON Schema of workflow files, which editors read by their `$schema`. The same at every call. */
export function workflowJsonSchema(): JsonSchema {
  return named('Workflow', workflowForEditors);
}

/** The JSON Schema of `records.schema.json`. */
export function recordsJsonSchema(): JsonSchema {
  return named('Records', recordsSchema);
}

function named(title: string, schema: z.ZodType): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  return { ...($schema === undefined ? {} : { $schema }), title, ...rest };
}

/**
 * Lists of steps as a plain union of all forms of all types: editors choose among them by `type`. The checks never parse
 * by it, since it would try all forms on every level of nesting.
 */
const stepsForEditors: StepList = z.array(z.lazy(() => stepForEditors));
const stepForEditors: z.ZodType<Step, unknown> = z.union(
  stepTypes.flatMap((type) =>
    type.forms(stepsForEditors).map((form) => form.meta({ title: type.type, description: type.summary })),
  ),
);
const workflowForEditors = workflowSchema(stepsForEditors);
