import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle, removeSampleProjects, sampleProject } from './sample-project';

describe('the import of coded-actions', () => {
  afterAll(removeSampleProjects);

  it('resolves inside the repository, and brings the marker alone into the bundle', async () => {
    const project = sampleProject({
      'modern.ts': `import { action } from 'coded-actions';
export default action(async ({ inputs }) => ({ seen: Object.keys(inputs).length }));
`,
    });

    const { bundles, problems } = await bundle(project, 'modern.ts');

    const directory = bundles.get('sample/modern.ts')?.directory ?? '';
    expect(problems).toEqual([]);
    expect(readFileSync(join(directory, 'action.js'), 'utf8').length).toBeLessThan(3000);
  });
});
