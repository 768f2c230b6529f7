import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { welcome, welcomeProject } from './command-line';

describe('with --json, exactly one JSON value is printed', () => {
  const project = welcomeProject();
  afterAll(() => project.remove());
  project.write('us.json', { objectType: 'contact', objectId: '2', properties: { country: 'US' } });
  project.write('odd.json', {
    objectType: 'contact',
    objectId: '3',
    properties: { country: 'ES', firstname: 'Ana', contry: 'ES' },
  });
  project.write('event.json', {
    source: 'shop',
    'detail-type': 'record.created',
    detail: { objectType: 'contact', objectId: '4', properties: { country: 'ES', firstname: 'Ana' } },
  });
  project.write('doubled.json', {
    faults: [{ at: 'event', what: 'doubled', pattern: { 'detail-type': ['record.created'] } }],
  });
  project.write('workflows/throws/workflow.json', {
    ...welcome,
    name: 'throws',
    steps: [{ id: 'first', type: 'code', action: './first.js' }],
  });
  project.write('workflows/throws/first.js', "exports.main = () => { throw new Error('no ink'); };");
  project.write('workflows/secretive/workflow.json', {
    ...welcome,
    name: 'secretive',
    secrets: ['LATER_KEY'],
    steps: [
      { id: 'first', type: 'code', action: './first.js' },
      { id: 'later', type: 'code', action: './first.js', secrets: ['LATER_KEY'] },
    ],
  });
  project.write('workflows/secretive/first.js', 'exports.main = () => {};');
  project.write('workflows/invalid/workflow.json', {
    ...welcome,
    name: 'invalid',
    steps: [{ id: 'wait', type: 'delay', for: '1 hour' }],
    objectTyp: 'contact',
  });
  project.write('workflows/unbuilt/workflow.json', {
    ...welcome,
    name: 'unbuilt',
    steps: [{ id: 'first', type: 'code', action: './first.js' }],
  });
  project.write('workflows/unbuilt/first.js', "exports.main = require('./nowhere');");

  it.each<[what: string, words: readonly string[], code: number, answer: object]>([
    ['of a run', ['run', 'welcome', '--record', 'ana.json'], 0, { status: 'succeeded' }],
    [
      'of one with warnings',
      ['run', 'welcome', '--record', 'odd.json'],
      0,
      { status: 'succeeded', output: { enrolled: true } },
    ],
    [
      'of a record that is not enrolled',
      ['run', 'welcome', '--record', 'us.json'],
      0,
      { output: { enrolled: false, reason: 'where-not-met' } },
    ],
    [
      'of an event that comes twice',
      ['run', 'welcome', '--event', 'event.json', '--faults', 'doubled.json'],
      0,
      { status: 'succeeded' },
    ],
    [
      'of a run that fails',
      ['run', 'throws', '--record', 'ana.json'],
      1,
      { status: 'failed', error: { name: 'CodedActions.Failed' } },
    ],
    [
      'for want of a secret',
      ['run', 'secretive', '--record', 'ana.json'],
      1,
      { status: 'refused', error: { name: 'missing-secrets', internal: false } },
    ],
    [
      'for a workflow with errors',
      ['run', 'invalid', '--record', 'ana.json'],
      1,
      { status: 'refused', problems: [expect.objectContaining({ code: 'unknown-key', severity: 'error' })] },
    ],
    [
      'for an action that cannot be bundled',
      ['run', 'unbuilt', '--record', 'ana.json'],
      1,
      { status: 'refused', problems: [expect.objectContaining({ code: 'unresolved-import' })] },
    ],
    [
      'for a workflow that there is not',
      ['run', 'welcom', '--record', 'ana.json'],
      1,
      { status: 'refused', problems: [expect.objectContaining({ remedy: 'Did you mean `welcome`?' })] },
    ],
    ['without a record', ['run', 'welcome'], 1, { status: 'refused', error: { name: 'input-file' } }],
    [
      'for an option that there is not',
      ['run', 'welcome', '--recrod', 'ana.json'],
      1,
      { status: 'refused', error: { name: 'usage', message: expect.stringContaining('--recrod') } },
    ],
    [
      'of a record that there is not',
      ['records', 'get', 'contact', '99'],
      1,
      { status: 'refused', error: { name: 'record-not-found' } },
    ],
  ])('%s', async (_what, words, code, answer) => {
    const outcome = await project.run([...words, '--json']);

    expect(JSON.parse(outcome.output)).toMatchObject(answer);
    expect(outcome.code).toBe(code);
  });

  describe('after Ctrl+C', () => {
    const begun = join(project.directory, 'begun');
    beforeAll(() => {
      project.write('workflows/endless/workflow.json', {
        ...welcome,
        name: 'endless',
        steps: [
          { id: 'note', type: 'code', action: './note.js' },
          { id: 'wait', type: 'delay', for: '1 second' },
          { id: 'again', type: 'goto', to: 'note' },
        ],
      });
      project.write(
        'workflows/endless/note.js',
        `exports.main = () => require('node:fs').writeFileSync(${JSON.stringify(begun)}, '');`,
      );
    });

    it('with the steps so far; the exit code is that of an interrupted command', async () => {
      const { code, output } = await project.run(['run', 'endless', '--record', 'ana.json', '--json'], {
        untilStopped: async () => {
          while (!existsSync(begun)) await new Promise((resolve) => setTimeout(resolve, 20));
        },
      });

      expect(JSON.parse(output)).toMatchObject({
        status: 'stopped',
        error: { name: 'stopped' },
        steps: expect.arrayContaining([expect.objectContaining({ id: 'note' })]),
      });
      expect(code).toBe(130);
    });

    it('before the run began', async () => {
      const { code, output } = await project.run(['run', 'endless', '--record', 'ana.json', '--json'], {
        untilStopped: async () => {},
      });

      expect(JSON.parse(output)).toMatchObject({ status: 'stopped', error: { name: 'stopped' } });
      expect(code).toBe(130);
    });
  });

  it('of a fault of ours, which says that it is one', async () => {
    const { code, output } = await project.run(['run', 'welcome', '--record', '-', '--json'], {
      readStandardInput: () => Promise.reject(new TypeError('broken pipe of ours')),
    });

    expect(JSON.parse(output)).toEqual({
      status: 'failed',
      error: { name: 'TypeError', message: 'broken pipe of ours', internal: true },
    });
    expect(code).toBe(2);
  });

  it('and nothing where help is asked for', async () => {
    const { code, output } = await project.run(['run', '--help', '--json']);

    expect(code).toBe(0);
    expect(output).toContain('Usage:');
  });
});
