import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { librarySet } from '../../../lib/libraries/library-set';
import { SampleProject } from './command-line';

/** A workflow of one step, whose action needs a package that the project does not have. */
function projectWith(step: object): SampleProject {
  return new SampleProject({
    'package.json': { name: 'sample' },
    'workflows/a/workflow.json': {
      name: 'a',
      objectType: 'contact',
      enrollment: {},
      steps: [{ id: 'code', type: 'code', action: './code.js', ...step }],
    },
    'workflows/a/code.js':
      "const { Client } = require('@hubspot/api-client');\nexports.main = async () => new Client();\n",
  });
}

describe('coded-actions validate, of a step that names a set of libraries', () => {
  const cache = mkdtempSync(join(tmpdir(), 'cache-'));
  const before = process.env.XDG_CACHE_HOME;
  beforeAll(() => {
    process.env.XDG_CACHE_HOME = cache;
    // As npm leaves it, so that nothing is installed here.
    const client = join(
      cache,
      'coded-actions/libraries',
      librarySet('hubspot').id,
      'node_modules/@hubspot/api-client',
    );
    mkdirSync(client, { recursive: true });
    writeFileSync(join(client, 'index.js'), 'exports.Client = class Client {};');
  });
  afterAll(() => {
    if (before === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = before;
    rmSync(cache, { recursive: true, force: true });
  });

  it('finds its packages there, though the project has none', async () => {
    const project = projectWith({ libraries: 'hubspot' });

    const { code, output } = await project.run(['validate', '--json']);

    project.remove();
    expect(
      JSON.parse(output).problems.filter(({ severity }: { severity: string }) => severity === 'error'),
    ).toEqual([]);
    expect(code).toBe(0);
  });

  it('misses them where the step names no set', async () => {
    const project = projectWith({});

    const { code, errors } = await project.run(['validate']);

    project.remove();
    expect(code).toBe(1);
    expect(errors).toContain('unresolved-import');
  });
});

describe('coded-actions validate, of a workflow file with a mistake', () => {
  it('tells what is wrong with its code too', async () => {
    const project = projectWith({ timeout: '20 minutes', secrets: ['TOKEN'] });

    const { code, output } = await project.run(['validate', '--json']);

    project.remove();
    expect(JSON.parse(output).problems.map((problem: { code: string }) => problem.code)).toEqual([
      'no-records-schema',
      'out-of-range',
      'undeclared-secret',
      'unresolved-import',
    ]);
    expect(code).toBe(1);
  });
});

describe('coded-actions validate, of more workflows than an account has roles for', () => {
  it('warns before a deploy fails in its middle', async () => {
    const steps = Array.from({ length: 50 }, (_, index) => ({
      id: `code${index}`,
      type: 'code',
      action: '../code.js',
    }));
    const names = Array.from({ length: 20 }, (_, index) => `flow-${index}`);
    const project = new SampleProject({
      'package.json': { name: 'sample' },
      'records.schema.json': { objectTypes: { contact: { properties: {} } } },
      'workflows/code.js': 'exports.main = async () => {};\n',
      ...Object.fromEntries(
        names.map((name) => [
          `workflows/${name}/workflow.json`,
          { name, objectType: 'contact', enrollment: {}, steps },
        ]),
      ),
    });

    const { code, output } = await project.run(['validate', '--json']);

    project.remove();
    expect(JSON.parse(output).problems.map((problem: { code: string }) => problem.code)).toEqual([
      'many-roles',
    ]);
    expect(code).toBe(0);
  });
});
