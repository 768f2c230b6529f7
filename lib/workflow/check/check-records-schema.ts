import { type RecordsSchema, recordsSchema } from '../../records/records-schema';
import type { Problem } from '../problem';
import { JsonDocument } from '../source/json-document';
import { ProblemList } from './problem-list';
import { checkShape } from './shape-problems';

/** What `checkRecordsSchema` found. */
export interface CheckedRecordsSchema {
  readonly problems: readonly Problem[];
  /** Only where no problem is an error. */
  readonly schema?: RecordsSchema;
}

/** Checks the text of records.schema.json. Reports everything at once, and never throws for what the file says. */
export function checkRecordsSchema(file: string, text: string): CheckedRecordsSchema {
  const problems = new ProblemList(JsonDocument.parse(file, text));
  const schema = checkShape(recordsSchema, problems);
  for (const [typeName, { properties }] of Object.entries(schema?.objectTypes ?? {})) {
    for (const [name, { type, choices }] of Object.entries(properties)) {
      const path = ['objectTypes', typeName, 'properties', name];
      if (choices !== undefined && type !== 'enumeration') {
        problems.atKey([...path, 'choices'], {
          code: 'choices-without-enumeration',
          message: `Only a property of type \`enumeration\` has \`choices\`; \`${name}\` is of type \`${type}\`.`,
          remedy: 'Make the type `enumeration`, or leave `choices` out.',
        });
      } else if (choices === undefined && type === 'enumeration') {
        problems.atValue(path, {
          code: 'missing-key',
          message: `\`${name}\` is an \`enumeration\` without \`choices\`.`,
          remedy: 'Add `"choices": [ … ]`, or make the type `string`.',
        });
      }
      choices?.forEach((choice, index) => {
        if (choices.indexOf(choice) === index) return;
        problems.atValue([...path, 'choices', index], {
          severity: 'warning',
          code: 'duplicate-choice',
          message: `\`${choice}\` is listed twice.`,
          remedy: 'Take it out once.',
        });
      });
    }
  }
  if (schema === undefined || problems.hasErrors()) return { problems: problems.sorted() };
  return { problems: problems.sorted(), schema };
}
