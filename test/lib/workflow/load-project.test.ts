import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../../lib/package-root';
import { loadProject } from '../../../lib/workflow/load-project';
import type { Problem } from '../../../lib/workflow/problem';

let directory: string;

beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'load-project-')));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

const records = { 'records.schema.json': '{ "objectTypes": { "contact": { "properties": {} } } }' };
const workflow = (name: string) =>
  `{ "name": "${name}", "objectType": "contact", "steps": [{ "id": "stop", "type": "end" }] }`;
const lines = (problems: readonly Problem[]) =>
  problems.map(
    ({ severity, code, location: { file, line, column } }) => `${file}:${line}:${column} ${severity} ${code}`,
  );

describe('loadProject', () => {
  it('loads this repository, without a problem', () => {
    const { workflows, problems, recordsSchema } = loadProject(packageRoot());

    expect(lines(problems)).toEqual([]);
    expect(workflows.map(({ graph }) => graph.workflow.name)).toEqual(
      expect.arrayContaining(['follow-up', 'rotate-leads']),
    );
    expect(Object.keys(recordsSchema.objectTypes)).toContain('contact');
  });

  it('reads every workflow in the order of the folders, with its folder', () => {
    write({
      ...records,
      'workflows/b/workflow.json': workflow('b'),
      'workflows/a/workflow.json': workflow('a'),
      'workflows/notes.txt': '',
    });

    const { workflows, problems } = loadProject(directory);

    expect(workflows.map(({ graph, directory }) => [graph.file, directory])).toEqual([
      ['workflows/a/workflow.json', join(directory, 'workflows/a')],
      ['workflows/b/workflow.json', join(directory, 'workflows/b')],
    ]);
    expect(problems).toEqual([]);
  });

  it.each([
    ['its name', 'one'],
    ['its folder', 'workflows/first'],
    ['its folder alone', 'first'],
    ['its file', 'workflows/first/workflow.json'],
    ['its folder, with a slash', './workflows/first/'],
  ])('loads one workflow by %s, and reports nothing of the others', (_, name) => {
    write({
      ...records,
      'workflows/first/workflow.json': workflow('one'),
      'workflows/two/workflow.json': '{ "name": "two" }',
    });

    const { workflows, problems } = loadProject(directory, [name]);

    expect(workflows.map(({ graph }) => graph.workflow.name)).toEqual(['one']);
    expect(lines(problems)).toEqual(['workflows/first/workflow.json:1:11 warning name-differs-from-folder']);
  });

  it('loads one workflow by an absolute path, and from another folder of the project', () => {
    write({ ...records, 'more/one/workflow.json': workflow('one') });

    expect(loadProject(directory, [join(directory, 'more/one/workflow.json')]).workflows).toHaveLength(1);
    expect(loadProject(directory, ['more/one']).workflows).toHaveLength(1);
  });

  it('says which workflow was meant', () => {
    write({ ...records, 'workflows/rotate/workflow.json': workflow('rotate') });

    const { workflows, problems } = loadProject(directory, ['rotat']);

    expect(workflows).toEqual([]);
    expect(problems.map(({ code, remedy }) => [code, remedy])).toEqual([
      ['unknown-workflow', 'Did you mean `rotate`?'],
    ]);
  });

  it.each([
    'Workflow.json',
    'workflows.json',
    'workflow.jsonc',
    'workflow.json.txt',
    'worfklow.json',
    'workflow.yml',
  ])('reports a folder that holds no workflow.json but `%s`, of all and where it is asked for', (name) => {
    write({
      ...records,
      'workflows/a/workflow.json': workflow('a'),
      'workflows/a/workflow.jsonc': '',
      [`workflows/b05/${name}`]: workflow('b05'),
      'workflows/shared/format.ts': '',
      'workflows/shared/prices.json': '{}',
    });
    const message = `\`workflows/b05\` holds no workflow.json (it has \`${name}\`).`;

    for (const asked of [undefined, ['b05'], ['workflows/b05'], [`workflows/b05/${name}`]]) {
      const { workflows, problems } = loadProject(directory, asked);

      expect(problems).toMatchObject([
        { severity: 'error', code: 'no-workflow-file', isWhole: true, message },
      ]);
      expect(workflows).toHaveLength(asked === undefined ? 1 : 0);
    }
    expect(loadProject(directory, ['a']).problems).toEqual([]);
    expect(loadProject(directory, ['shared']).problems).toMatchObject([
      { message: '`workflows/shared` holds no workflow.json.', remedy: 'The workflows are `a`.' },
    ]);
  });

  it('does not say that there are no workflows where the only one has a file of another name', () => {
    write({ ...records, 'workflows/a/Workflow.json': workflow('a') });

    expect(lines(loadProject(directory).problems)).toEqual(['workflows/a:1:1 error no-workflow-file']);
  });

  it('says to which workflow a file belongs that is asked for, and points into none', () => {
    write({ ...records, 'workflows/a/workflow.json': workflow('b'), 'workflows/a/classify.js': '' });

    expect(loadProject(directory, [join(directory, 'workflows/a/classify.js')]).problems).toMatchObject([
      {
        isWhole: true,
        message: '`workflows/a/classify.js` is no workflow, but a file of the workflow `b`.',
        remedy: 'Name the workflow: `b`.',
      },
    ]);
    expect(loadProject(directory, ['classify']).problems).toMatchObject([
      { isWhole: true, message: 'There is no workflow `classify`.' },
    ]);
  });

  it('refuses two workflows of one name, and loads neither', () => {
    write({
      ...records,
      'workflows/a/workflow.json': workflow('a'),
      'workflows/b/workflow.json': workflow('a'),
    });

    const { workflows, problems } = loadProject(directory);

    expect(workflows).toEqual([]);
    expect(lines(problems)).toEqual([
      'workflows/a/workflow.json:1:11 error duplicate-workflow-name',
      'workflows/b/workflow.json:1:11 error duplicate-workflow-name',
    ]);
  });

  it('refuses the name of another workflow also where only one is asked for', () => {
    write({
      ...records,
      'workflows/a/workflow.json': workflow('a'),
      'workflows/b/workflow.json': workflow('a'),
    });

    expect(lines(loadProject(directory, ['workflows/b']).problems)).toEqual([
      'workflows/b/workflow.json:1:11 error duplicate-workflow-name',
    ]);
  });

  it('gives the problems of a workflow beside the graphs of the others', () => {
    write({ ...records, 'workflows/a/workflow.json': workflow('a'), 'workflows/b/workflow.json': '{' });

    const { workflows, problems } = loadProject(directory);

    expect(workflows.map(({ graph }) => graph.workflow.name)).toEqual(['a']);
    expect(lines(problems)).toEqual(['workflows/b/workflow.json:1:2 error json-syntax']);
  });

  it('looks for actions beside the workflow and in the project', () => {
    const step = (id: string, action: string) => `{ "id": "${id}", "type": "code", "action": "${action}" }`;
    write({
      ...records,
      'workflows/a/workflow.json': `{ "name": "a", "objectType": "contact", "steps": [${step('x', './x.js')}, ${step('y', '../../lib/y.ts')}, ${step('z', './z.js')}] }`,
      'workflows/a/x.js': '',
      'lib/y.ts': '',
    });

    expect(loadProject(directory).problems.map(({ code, message }) => [code, message])).toEqual([
      ['action-not-found', 'There is no file `workflows/a/z.js`.'],
    ]);
  });

  it('checks no property without records.schema.json, and says so', () => {
    write({ 'workflows/a/workflow.json': workflow('a') });

    const { workflows, problems, recordsSchema } = loadProject(directory);

    expect(workflows).toHaveLength(1);
    expect(lines(problems)).toEqual(['records.schema.json:1:1 warning no-records-schema']);
    expect(recordsSchema).toEqual({ objectTypes: {} });
  });

  it('checks no property by a records.schema.json that is broken, and reports that', () => {
    write({ 'records.schema.json': '{ "objectTypes": [] }', 'workflows/a/workflow.json': workflow('a') });

    expect(lines(loadProject(directory).problems)).toEqual(['records.schema.json:1:18 error wrong-type']);
  });

  it('says that a project has no workflows', () => {
    write(records);

    expect(lines(loadProject(directory).problems)).toEqual(['workflows:1:1 warning no-workflows']);
  });

  it.each<[what: string, make: (folder: string) => void, reason: string]>([
    ['that is a folder', (folder) => mkdirSync(join(folder, 'workflow.json')), 'it is a folder'],
    [
      'that is a link which leads nowhere',
      (folder) => symlinkSync('nowhere', join(folder, 'workflow.json')),
      'a link leads nowhere',
    ],
    [
      'that is a link to itself',
      (folder) => symlinkSync('workflow.json', join(folder, 'workflow.json')),
      'it is a link that leads in a circle',
    ],
    [
      'in a folder that is a link which leads nowhere',
      (folder) => {
        rmSync(folder, { recursive: true });
        symlinkSync('nowhere', folder);
      },
      'a link leads nowhere',
    ],
  ])('reports a workflow.json %s, and only where it is asked for', (_, make, reason) => {
    write({ ...records, 'workflows/good/workflow.json': workflow('good'), 'workflows/bad/x.txt': '' });
    make(join(directory, 'workflows/bad'));

    const all = loadProject(directory);
    const one = loadProject(directory, ['good']);

    expect(all.problems.map(({ location, message }) => [location.file, message])).toEqual([
      ['workflows/bad/workflow.json', `\`workflows/bad/workflow.json\` cannot be read: ${reason}.`],
    ]);
    expect(all.workflows).toHaveLength(1);
    expect(one.problems).toEqual([]);
    expect(one.workflows).toHaveLength(1);
    expect(lines(loadProject(directory, ['workflows/bad']).problems)).toEqual([
      'workflows/bad/workflow.json:1:1 error unreadable-file',
    ]);
  });

  it.each<[what: string, make: (path: string) => void]>([
    ['is a file', (path) => writeFileSync(path, '')],
    ['is a link which leads nowhere', (path) => symlinkSync('nowhere', path)],
  ])('reports that `workflows` %s', (_, make) => {
    write(records);
    make(join(directory, 'workflows'));

    expect(lines(loadProject(directory).problems)).toEqual(['workflows:1:1 error unreadable-file']);
  });

  it('reports a records.schema.json that is a folder, or a link which leads nowhere', () => {
    write({ 'workflows/a/workflow.json': workflow('a'), 'records.schema.json/x': '' });

    expect(lines(loadProject(directory).problems)).toEqual(['records.schema.json:1:1 error unreadable-file']);

    rmSync(join(directory, 'records.schema.json'), { recursive: true });
    symlinkSync('nowhere', join(directory, 'records.schema.json'));

    expect(lines(loadProject(directory).problems)).toEqual(['records.schema.json:1:1 error unreadable-file']);
  });

  it('counts the triggers of all workflows: an event bus takes 300 rules with our own, and 30 with wildcards', () => {
    const withTriggers = (name: string, count: number, filter: object) =>
      JSON.stringify({
        name,
        objectType: 'contact',
        enrollment: { triggers: Array.from({ length: count }, () => ({ event: 'e', ...filter })) },
        steps: [{ id: 'stop', type: 'end' }],
      });
    const wildcard = { filter: { plan: [{ wildcard: 'team-*' }] } };
    const load = (counts: readonly [string, string]) => {
      write({ ...records, 'workflows/a/workflow.json': counts[0], 'workflows/b/workflow.json': counts[1] });
      return lines(loadProject(directory).problems).map((line) => line.replace(/:1:\d+/, ''));
    };

    expect(load([withTriggers('a', 200, {}), withTriggers('b', 99, {})])).toEqual([]);
    expect(load([withTriggers('a', 200, {}), withTriggers('b', 100, {})])).toEqual([
      'workflows/b/workflow.json warning many-triggers',
    ]);
    expect(load([withTriggers('a', 15, wildcard), withTriggers('b', 15, wildcard)])).toEqual([]);
    expect(load([withTriggers('a', 15, wildcard), withTriggers('b', 16, wildcard)])).toEqual([
      'workflows/b/workflow.json error many-wildcards',
    ]);
  });
});
