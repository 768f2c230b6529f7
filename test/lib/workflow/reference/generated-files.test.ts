import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../../lib/package-root';
import { generatedFiles } from '../../../../lib/workflow/reference/generated-files';
import { workflowJsonSchema } from '../../../../lib/workflow/reference/json-schemas';
import { stepTypes } from '../../../../lib/workflow/steps';

/** Every default in a JSON Schema, with the key that has it. */
function defaultsIn(part: unknown): [key: string, value: unknown][] {
  if (typeof part !== 'object' || part === null) return [];
  const properties =
    'properties' in part && typeof part.properties === 'object' ? (part.properties ?? {}) : {};
  const own = Object.entries(properties).flatMap(([key, property]): [string, unknown][] =>
    typeof property === 'object' && property !== null && 'default' in property
      ? [[key, property.default]]
      : [],
  );
  return [...own, ...Object.values(part).flatMap(defaultsIn)];
}

describe('README.md', () => {
  it('names every step type under "Write a workflow"', () => {
    const readme = readFileSync(join(packageRoot(), 'README.md'), 'utf8');

    expect(readme).toContain(`- **Steps**: ${stepTypes.map(({ type }) => `\`${type}\``).join(', ')}.`);
  });
});

describe('the generated files', () => {
  it.each([...generatedFiles()])('%s is what `npm run generate` would write', (path, text) => {
    expect(readFileSync(join(packageRoot(), path), 'utf8')).toBe(text);
  });

  it('say something of every key', () => {
    const page = generatedFiles().get('docs/workflow.md') ?? '';

    expect(page).not.toMatch(/\|\s*\|\n/);
    expect(page).not.toMatch(/undefined|\[object/);
    for (const { type } of stepTypes) expect(page).toContain(`### ${type}\n`);
  });

  it('say every default, but for that of an empty list or object', () => {
    const page = generatedFiles().get('docs/workflow.md') ?? '';
    const defaults = defaultsIn(workflowJsonSchema());

    expect(defaults).toContainEqual(['backoffRate', 2]);
    expect(defaults).toContainEqual(['reenroll', false]);
    const rows = page.split('\n');
    const missing = defaults.filter(([key, value]) => {
      const cell = ['[]', '{}'].includes(JSON.stringify(value)) ? '' : `\`${JSON.stringify(value)}\``;
      return !rows.some((row) => row.startsWith(`| \`${key}\` |`) && row.includes(`| ${cell} |`));
    });
    expect(missing).toEqual([]);
  });
});
