import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import type { z } from 'zod';
import { packageRoot } from '../../../../lib/package-root';
import { asSchema } from '../../../../lib/workflow/reference/json-schema-parts';
import { recordsJsonSchema, workflowJsonSchema } from '../../../../lib/workflow/reference/json-schemas';
import { stepTypes } from '../../../../lib/workflow/steps';
import { workflow } from '../../../../lib/workflow/workflow';
import { goodWorkflow } from '../check/fixtures';
import { pathsOf, replaced, valueIn } from '../check/json-mutations';

/** ajv stands for the editors: it reads the schemas as they do, and is not ours. */
const ajv = new Ajv({ strict: false });
const acceptsWorkflow = ajv.compile(workflowJsonSchema());
const acceptsRecords = ajv.compile(recordsJsonSchema());

const exampleWorkflow = {
  name: 'test',
  objectType: 'contact',
  steps: stepTypes.map(({ example }) => example),
};

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(packageRoot(), path), 'utf8'));
}

describe('the JSON Schema of workflow files', () => {
  it.each(['workflows/rotate-leads/workflow.json', 'workflows/follow-up/workflow.json'])(
    'accepts %s',
    (path) => {
      expect(acceptsWorkflow(readJson(path))).toBe(true);
    },
  );

  it.each<[what: string, good: object]>([
    ['a workflow that uses all of the language', goodWorkflow],
    ['one of the examples of all step types', exampleWorkflow],
  ])('accepts and refuses what the checks accept and refuse, wherever something stands: %s', (_, good) => {
    expect(acceptsWorkflow(good)).toBe(true);
    const paths = pathsOf(good);
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(...paths.map((path) => path.reduce<unknown>(valueIn, good))),
      fc.constantFrom('{% 1 %}', 'ask', 'end', '3 days', 'continue', undefined, 0, true),
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), value, (path, put) => {
        const text = JSON.stringify(replaced(good, path, put));
        fc.pre(text !== undefined);
        const changed: unknown = JSON.parse(text);

        expect(acceptsWorkflow(changed)).toBe(workflow.safeParse(changed).success);
      }),
      { numRuns: 500 },
    );
  });

  it('explains every key', () => {
    const unexplained: string[] = [];
    const visit = (part: z.core.JSONSchema._JSONSchema | undefined, path: string): void => {
      if (typeof part !== 'object') return;

      for (const [name, property] of Object.entries(part.properties ?? {})) {
        if (name !== 'type' && asSchema(property).description === undefined)
          unexplained.push(`${path}/${name}`);
        visit(property, `${path}/${name}`);
      }
      for (const inner of [part.additionalProperties, ...[part.items ?? []].flat(), ...(part.anyOf ?? [])]) {
        visit(inner, path);
      }
      for (const [name, inner] of Object.entries(part.definitions ?? {})) visit(inner, name);
    };

    visit(workflowJsonSchema(), 'workflow');
    visit(recordsJsonSchema(), 'records');

    expect(unexplained).toEqual([]);
  });
});

describe('the JSON Schema of records.schema.json', () => {
  it('accepts the one of this repository, and refuses a key that it does not know', () => {
    expect(acceptsRecords(readJson('records.schema.json'))).toBe(true);
    expect(
      acceptsRecords({ objectTypes: { contact: { properties: { x: { type: 'string', index: true } } } } }),
    ).toBe(false);
  });
});
