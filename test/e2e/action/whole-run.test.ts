// What concerns an action all the way from the workflow file through synthesis and the state machine to the report.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../lib/package-root';
import { recordsSchema, SampleProject } from '../../lib/cli/command-line';

// The sets of libraries are installed where this user has not used them yet.
jest.setTimeout(240_000);

const projects: SampleProject[] = [];
afterAll(() => {
  for (const project of projects) project.remove();
});

function projectOf(workflow: object, files: Readonly<Record<string, unknown>>): SampleProject {
  const project = new SampleProject({
    'package.json': { name: 'sample' },
    'records.schema.json': recordsSchema,
    'workflows/sample/workflow.json': { name: 'sample', objectType: 'contact', ...workflow },
    'ana.json': { objectType: 'contact', objectId: '1001', properties: { firstname: 'Ana' } },
    ...files,
  });
  projects.push(project);
  return project;
}

describe('the step key `libraries`', () => {
  const action = `const hubspot = require('@hubspot/api-client'); const axios = require('axios'); const _ = require('lodash');
    exports.main = async (event, callback) => callback({ outputFields: {
      client: require('@hubspot/api-client/package.json').version, axios: axios.VERSION, lodash: _.kebabCase('FooBar'), built: typeof new hubspot.Client({}) } });`;
  const outputs = { client: 'string', axios: 'string', lodash: 'string', built: 'string' };
  const step = (id: string, more: object) => ({ id, type: 'code', action: './ask.js', outputs, ...more });

  it("gives HubSpot's packages to code without a package.json of its own, each step its set", async () => {
    const steps = [step('now', { libraries: 'hubspot' }), step('before', { libraries: 'hubspot-v3' })];
    const project = projectOf({ steps }, { 'workflows/sample/ask.js': action });

    const { code, output, errors } = await project.run(['run', 'sample', '--record', 'ana.json', '--json']);

    expect(errors).not.toMatch(/error/i);
    expect(code).toBe(0);
    const [now, before] = JSON.parse(output).steps;
    expect(now.output).toEqual({
      client: expect.stringMatching(/^1\d\./),
      axios: expect.stringMatching(/^1\./),
      lodash: 'foo-bar',
      built: 'object',
    });
    expect(before.output).toEqual({
      client: expect.stringMatching(/^3\./),
      axios: expect.stringMatching(/^0\.2/),
      lodash: 'foo-bar',
      built: 'object',
    });
  });

  it('leaves a package that the project has itself to the project', async () => {
    const project = projectOf(
      { steps: [step('now', { libraries: 'hubspot' })] },
      {
        'workflows/sample/ask.js': action,
        'node_modules/axios/package.json': { name: 'axios', version: '9.9.9', main: 'index.js' },
        'node_modules/axios/index.js': `exports.VERSION = '9.9.9';`,
      },
    );

    const { output } = await project.run(['run', 'sample', '--record', 'ana.json', '--json']);

    expect(JSON.parse(output).steps[0].output).toMatchObject({ axios: '9.9.9', lodash: 'foo-bar' });
  });
});

describe("a secret's value", () => {
  const secret = 'correct-horse-"battery"-staple';
  const attempts = {
    logs: `console.log(process.env.TOKEN); console.error({ token: process.env.TOKEN }); process.stdout.write(process.env.TOKEN);`,
    throws: `throw Object.assign(new Error('refused ' + process.env.TOKEN), { response: { status: 401, data: process.env.TOKEN } });`,
    rejects: `setTimeout(() => Promise.reject(process.env.TOKEN)); await new Promise((resolve) => setTimeout(resolve, 50));`,
    gives: `callback({ outputFields: { text: 'Bearer ' + process.env.TOKEN } });`,
    undeclared: `return { outputFields: { [process.env.TOKEN]: 1, text: 'x' } };`,
    asks: `return { outputFields: { hs_execution_state: 'BLOCK', hs_expiration_duration: process.env.TOKEN } };`,
  };

  it('is in no template, no report of a run, and no file, whatever an action does with it', async () => {
    const steps = Object.keys(attempts).map((id) => ({
      id,
      type: 'code',
      action: `./${id}.js`,
      outputs: { text: 'string' },
      secrets: ['TOKEN'],
      pause: true,
      onError: 'continue',
    }));
    const files = Object.entries(attempts).map(([id, code]) => [
      `workflows/sample/${id}.js`,
      `exports.main = async (event, callback) => { ${code} };`,
    ]);
    const project = projectOf({ secrets: ['TOKEN'], steps }, Object.fromEntries(files));
    const secretsFile = '.coded-actions/secrets.json';
    project.write(secretsFile, { TOKEN: secret });

    const words = ['run', 'sample', '--record', 'ana.json'];
    const asJson = await project.run([...words, '--json']);
    const asText = await project.run(words);
    const synth = spawnSync(
      process.execPath,
      [join(packageRoot(), 'bin/launch.mjs'), join(packageRoot(), 'bin/app.ts')],
      {
        cwd: project.directory,
        encoding: 'utf8',
        env: { ...process.env, CDK_VALIDATION: 'false', CDK_OUTDIR: join(project.directory, 'cdk.out') },
      },
    );

    const { steps: ran } = JSON.parse(asJson.output);
    expect(ran.map(({ id }: { id: string }) => id)).toEqual(Object.keys(attempts));
    const said = [asJson, asText].flatMap(({ output, errors }) => [output, errors]);
    for (const text of [...said, synth.stdout, synth.stderr]) expectNone(text);
    // Where the actions tried, it is named.
    expect(asJson.output.match(/\[secret TOKEN\]/g)?.length).toBeGreaterThan(5);
    expect(synth.status).toBe(0);
    const written = filesIn(project.directory).filter((file) => !file.endsWith(secretsFile));
    expect(written.some((file) => file.endsWith('.template.json'))).toBe(true);
    for (const file of written) expectNone(readFileSync(file, 'utf8'));
  });

  function expectNone(text: string): void {
    for (const part of ['correct-horse', 'battery', '-staple']) expect(text).not.toContain(part);
  }

  function filesIn(folder: string): string[] {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((file) => statSync(file).isFile());
  }
});
