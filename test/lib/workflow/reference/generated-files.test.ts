import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../../lib/package-root';
import { generatedFiles } from '../../../../lib/workflow/reference/generated-files';
import { stepTypes } from '../../../../lib/workflow/steps';

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
});
