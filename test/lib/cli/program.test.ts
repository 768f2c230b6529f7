import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { packageRoot } from '../../../lib/package-root';
import { SampleProject, welcomeProject } from './command-line';

describe('the command line', () => {
  const project = welcomeProject();
  afterAll(() => project.remove());

  it('shows an example in the help of every command', async () => {
    const { output } = await project.run(['--help']);
    const verbs = [...output.matchAll(/^ {2}(\w+) /gm)]
      .flatMap(([, verb]) => verb ?? [])
      .filter((v) => v !== 'help');

    const helps = await Promise.all(
      verbs.map(async (verb) => {
        const { code, output: help } = await project.run([verb, '--help']);
        return { verb, code, hasExample: help.includes('Example:') || help.includes('Commands:') };
      }),
    );

    expect(verbs).toEqual(
      expect.arrayContaining(['validate', 'compile', 'graph', 'run', 'records', 'start', 'demo']),
    );
    expect(helps).toEqual(verbs.map((verb) => ({ verb, code: 0, hasExample: true })));
  });

  it('suggests the command that was meant, and exits with 1', async () => {
    const { code, errors } = await project.run(['valdate']);

    expect(code).toBe(1);
    expect(errors).toContain('Did you mean validate?');
  });

  it.each<[words: readonly string[], message: string]>([
    [['valdate', '--help'], 'Did you mean validate?'],
    [['help', 'valdate'], 'Did you mean validate?'],
    [['records', 'pt', '--help'], 'Did you mean put?'],
    [['records', 'pt', 'ana.json'], 'Did you mean put?'],
  ])('says so of %j too, instead of helping with something else', async (words, message) => {
    const { code, output, errors } = await project.run(words);

    expect([code, output]).toEqual([1, '']);
    expect(errors).toContain(message);
  });

  it.each([[['records', '--help']], [['help', 'records']], [['records', 'put', '--help']]])(
    'helps with a command that there is: %j',
    async (words) => {
      const { code, output } = await project.run(words);

      expect(code).toBe(0);
      expect(output).toMatch(/^Usage: coded-actions records/);
    },
  );

  it.each(['run', 'try', 'start', 'validate', 'secrets set', 'callbacks complete'])(
    'shows an example of %s as it is typed in a project',
    async (words) => {
      const { output } = await project.run([...words.split(' '), '--help']);

      expect(output).toMatch(new RegExp(`Example:\\n.*npx coded-actions ${words} `));
      expect(output).not.toMatch(/^ +coded-actions /m);
    },
  );

  it('shows defaults as they are typed', async () => {
    const { output } = await project.run(['try', '--help']);

    expect(output).toContain('(default: 20s)');
  });

  it('prints its version', async () => {
    const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'));

    expect(await project.run(['--version'])).toEqual({ code: 0, output: version, errors: '' });
  });

  it.each([
    ['records get', false],
    ['records put', true],
    ['secrets list', false],
    ['secrets check', false],
    ['secrets set', true],
    ['secrets delete', true],
    ['callbacks list', false],
    ['callbacks complete', true],
  ])('%s takes --yes: %j', async (verb, takes) => {
    const { output } = await project.run([...verb.split(' '), '--help']);

    expect(output.includes('--yes')).toBe(takes);
    expect(output).toContain('--stage');
  });

  describe('in a folder below the project', () => {
    const directory = join(project.directory, 'workflows', 'welcome');

    it.each<[words: readonly string[]]>([
      [['validate']],
      [['validate', 'welcome']],
      [['validate', '.']],
      [['validate', 'workflow.json']],
      [['validate', '../welcome']],
    ])('finds the project: %j', async (words) => {
      const { code, output, errors } = await project.run(words, { directory });

      expect(code).toBe(0);
      expect(output).toBe('workflows/welcome/workflow.json is right: 4 steps.');
      expect(errors).toContain(`In the project ../.. (${project.directory}):`);
    });

    it('takes input files from there, and keeps local data in the project', async () => {
      const run = await project.run(['run', 'welcome', '--record', '../../ana.json'], { directory });
      const put = await project.run(['records', 'put', '../../ana.json', '--json'], { directory });

      expect([run.code, put.code]).toEqual([0, 0]);
      expect(existsSync(join(directory, '.coded-actions'))).toBe(false);
      expect(existsSync(join(project.directory, '.coded-actions', 'store.jsonl'))).toBe(true);
    });
  });

  it.each<[words: readonly string[]]>([
    [['validate']],
    [['run', 'welcome', '--record', 'ana.json']],
    [['graph', 'welcome']],
    [['compile', 'welcome']],
    [['start']],
    [['secrets', 'check']],
  ])('says where it looked outside of any project: %j', async (words) => {
    const folder = new SampleProject({});

    const { code, errors } = await folder.run(words);

    folder.remove();
    expect(code).toBe(1);
    expect(errors).toContain(`neither ${folder.directory} nor a folder above it holds workflows/`);
    expect(existsSync(folder.directory)).toBe(false);
  });

  it.each<[words: readonly string[]]>([[['graph', 'welcome']], [['compile', 'welcome']]])(
    'is not stopped by a file of another workflow that cannot be read: %j',
    async (words) => {
      const mixed = welcomeProject();
      mkdirSync(join(mixed.directory, 'workflows', 'other', 'workflow.json'), { recursive: true });

      const { code, output } = await mixed.run(words);

      mixed.remove();
      expect(code).toBe(0);
      expect(output).not.toBe('');
    },
  );

  it('validates a project, and lists what it holds', async () => {
    const { code, output } = await project.run(['validate', '--json']);

    expect(code).toBe(0);
    expect(JSON.parse(output)).toEqual({
      problems: [],
      workflows: [{ name: 'welcome', file: 'workflows/welcome/workflow.json', steps: 4 }],
    });
  });

  it('reports problems of workflows and of actions together', async () => {
    const broken = new SampleProject({
      'workflows/a/workflow.json': { name: 'a', objectType: 'contact', stepz: [] },
      'workflows/b/workflow.json': {
        name: 'b',
        objectType: 'contact',
        enrollment: {},
        steps: [{ id: 'code', type: 'code', action: './code.js' }],
      },
      'workflows/b/code.js': "const x = require('left-padd');\nexports.main = () => x;\n",
    });

    const { code, errors } = await broken.run(['validate']);

    broken.remove();
    expect(code).toBe(1);
    expect(errors).toContain('workflows/a/workflow.json:4:3 error unknown-key');
    expect(errors).toContain('workflows/b/code.js:1:');
    expect(errors).toContain('npm install left-padd');
  });

  it('prints the state machine of a workflow as JSON', async () => {
    const { output } = await project.run(['compile', 'welcome']);

    expect(JSON.parse(output)).toMatchObject({ QueryLanguage: 'JSONata', StartAt: 'Load the record' });
  });

  it('prints everything that a stack is made of', async () => {
    const { output } = await project.run(['compile', 'welcome', '--json']);

    expect(Object.keys(JSON.parse(output))).toEqual(
      expect.arrayContaining(['definition', 'actions', 'grants', 'eventPatterns']),
    );
  });

  it('draws a workflow', async () => {
    const { output } = await project.run(['graph', 'welcome']);

    expect(output).toMatch(/^flowchart TD/);
  });

  it('takes a fault of its own for one: exits with 2 and asks for a report', async () => {
    const { code, errors } = await project.run(['graph', 'welcome'], {
      print: () => {
        throw new TypeError('broken pipe of ours');
      },
    });

    expect(code).toBe(2);
    expect(errors).toContain('This is a fault of coded-actions');
  });

  it('starts and stops the local runtime, and lets records be put while it is up', async () => {
    let stop = () => {};
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const printed: string[] = [];
    const running = project.run(['start'], {
      print: (text) => void printed.push(text),
      untilStopped: () => stopped,
    });
    while (!printed.some((line) => line.includes('is up at')))
      await new Promise((later) => setTimeout(later, 20));

    const put = await project.run(['records', 'put', 'ana.json', '--json']);
    stop();
    const { code } = await running;
    const got = await project.run(['records', 'get', 'contact', '1001', '--json']);

    expect(put).toMatchObject({ code: 0, errors: '' });
    expect(code).toBe(0);
    expect(JSON.parse(got.output).properties.firstname).toBe('Ana');
    expect(existsSync(join(project.directory, '.coded-actions', 'endpoint.json'))).toBe(false);
  });

  it('refuses a port that is taken, as the mistake that it is', async () => {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';

    const { code, errors } = await project.run(['start', '--port', port]);

    server.close();
    expect(code).toBe(1);
    expect(errors).toContain(`The port ${port} is taken by another process.`);
  });
});
