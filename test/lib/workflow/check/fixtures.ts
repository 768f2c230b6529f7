import { basename, dirname } from 'node:path/posix';
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
  const namesIn = (folder: string) =>
    Object.keys(files)
      .filter((path) => dirname(path) === folder)
      .map((path) => basename(path));
  return checkWorkflow({ file: workflowFile, text, recordsSchema, fileKind: (path) => files[path], namesIn });
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

/** A workflow that uses all of the language, and has no problem. */
export const goodWorkflow = {
  $schema: '../../schema/workflow.schema.json',
  name: 'test',
  title: 'Everything',
  description: 'All that the language has.',
  objectType: 'contact',
  enrollment: {
    triggers: [
      {
        event: 'record.created',
        source: 'shop',
        filter: {
          properties: { lifecyclestage: ['lead'], country: [{ prefix: 'E' }, { 'anything-but': ['ES'] }] },
          total: [{ numeric: ['>', 0, '<=', 5] }, { exists: false }],
          $or: [{ plan: ['pro'] }, { plan: [{ wildcard: 'team-*' }] }],
        },
      },
    ],
    where: "{% $record.country in ['ES', 'PT'] and $trigger.detail.total != 1 %}",
    reenroll: true,
  },
  secrets: ['API_KEY'],
  steps: [
    {
      id: 'ask',
      type: 'code',
      title: 'Ask',
      action: './action.js',
      inputs: {
        country: '{% $record.country %}',
        list: [1, '{% $run.id %}', { deep: '{% $env.stage %}' }],
        'start-date': null,
      },
      outputs: { owner: 'string', mood: { type: 'enumeration', choices: ['good', 'bad'] } },
      secrets: ['API_KEY'],
      secretOutputs: ['owner'],
      timeout: '1m 30s',
      memory: 512,
      preset: 'hubspot',
      retry: {
        maxRetries: 5,
        firstInterval: '10s',
        maxInterval: '1h',
        backoffRate: 1.5,
        forAtMost: '1 day',
        timeouts: true,
      },
      pause: { expires: '2 weeks' },
      libraries: 'hubspot-v3',
      writes: true,
      onError: [
        { id: 'tell', type: 'emit', event: 'failed', detail: { why: '{% $error.name & $error.message %}' } },
        { id: 'giveUp', type: 'end' },
      ],
    },
    {
      id: 'free',
      type: 'branch',
      branches: [
        {
          title: 'Yes',
          when: '{% $exists($steps.ask.owner) and $steps.ask.hs_execution_state != "FAIL_CONTINUE" %}',
          steps: [
            {
              id: 'assign',
              type: 'setProperties',
              properties: {
                owner_id: '{% $steps.ask.owner %}',
                score: 5,
                birthday: null,
                called_at: '2026-11-24T09:30:00Z',
              },
            },
          ],
        },
      ],
      else: [
        { id: 'hour', type: 'delay', for: '1 hour' },
        { id: 'again', type: 'goto', to: 'ask' },
      ],
    },
    {
      id: 'stage',
      type: 'branch',
      value: '{% $record.lifecyclestage %}',
      branches: [
        { equals: ['lead', 'lead;customer'], steps: [] },
        { equals: 'customer', steps: [{ id: 'stop', type: 'end' }] },
      ],
    },
    {
      id: 'send',
      type: 'emit',
      event: 'done',
      detail: { email: '{% $uppercase($record.email) %}', nothing: {} },
    },
  ],
} as const;

export const goodText = JSON.stringify(goodWorkflow, undefined, 2);
