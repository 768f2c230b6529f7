import { checkRecordsSchema } from '../../../../lib/workflow/check/check-records-schema';
import { checkWorkflow } from '../../../../lib/workflow/check/check-workflow';
import type { Problem } from '../../../../lib/workflow/problem';

/** What a test's project holds: paths relative to the project's folder. */
const files: Readonly<Record<string, 'file' | 'directory'>> = {
  'workflows/test/action.js': 'file',
  'workflows/test/typed.ts': 'file',
  'workflows/test/notes.txt': 'file',
  'workflows/test/folder': 'directory',
  'shared/action.js': 'file',
};

export const workflowFile = 'workflows/test/workflow.json';

const { schema: recordsSchema } = checkRecordsSchema(
  'records.schema.json',
  JSON.stringify({
    objectTypes: {
      contact: {
        properties: {
          email: { type: 'string' },
          country: { type: 'string' },
          score: { type: 'number' },
          newsletter: { type: 'boolean' },
          birthday: { type: 'date' },
          called_at: { type: 'datetime' },
          owner_id: { type: 'string' },
          phone: { type: 'phone' },
          lifecyclestage: { type: 'enumeration', choices: ['lead', 'customer'] },
        },
      },
      company: { properties: { domain: { type: 'string' } } },
    },
  }),
);

/** Checks a text in the tests' project. */
export function check(text: string) {
  return checkWorkflow({ file: workflowFile, text, recordsSchema, fileKind: (path) => files[path] });
}

/** A problem in one line, without its message: that is for people, and may be said better one day. */
export function summary({ severity, code, location, remedy }: Problem): string {
  return `${location.line}:${location.column} ${severity} ${code} | ${remedy}`;
}

/** A workflow around some text of steps. */
export function withSteps(steps: string, more = ''): string {
  return `{\n  "name": "test",\n  "objectType": "contact",${more}\n  "steps": [\n    ${steps}\n  ]\n}\n`;
}

/** The mark that stands, in a test's text, in front of the place of a problem. */
const mark = '‸';

/** A text without its marks, and their places as `line:column`. */
export function unmark(marked: string): { text: string; places: readonly string[] } {
  const parts = marked.split(mark);
  const places = parts.slice(0, -1).map((_, index) => {
    const lines = parts
      .slice(0, index + 1)
      .join('')
      .split('\n');
    return `${lines.length}:${(lines.at(-1) ?? '').length + 1}`;
  });
  return { text: parts.join(''), places };
}
