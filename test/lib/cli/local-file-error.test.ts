import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { localFileError } from '../../../lib/cli/local-file-error';
import { welcomeProject } from './command-line';

describe('local data that cannot be used', () => {
  it.each<[name: string, words: readonly string[]]>([
    ['store.jsonl', ['records', 'put', 'ana.json']],
    ['store.jsonl', ['records', 'get', 'contact', '1001']],
    ['store.jsonl', ['start']],
    ['store.jsonl.executions', ['start']],
    ['store.jsonl.lock', ['start']],
    ['store.jsonl.lock', ['records', 'get', 'contact', '1001']],
    ['endpoint.json', ['start']],
    ['secrets.json', ['start']],
    ['secrets.json', ['run', 'welcome', '--record', 'ana.json']],
    ['secrets.json', ['secrets', 'list']],
    ['secrets.json', ['secrets', 'set', 'NAME']],
  ])('is told where %s is a folder: %j', async (name, words) => {
    const project = welcomeProject();
    mkdirSync(join(project.directory, '.coded-actions', name), { recursive: true });

    const { code, errors } = await project.run(words, { readStandardInput: async () => 'value' });

    project.remove();
    expect(code).toBe(1);
    expect(errors).toContain(`.coded-actions/${name} is a folder, and must be a file.`);
    expect(errors).toContain('→ Move the folder away.');
  });

  it('is told where .coded-actions is a file', async () => {
    const project = welcomeProject();
    project.write('.coded-actions', 'text');

    const outcomes = await Promise.all(
      [['records', 'put', 'ana.json'], ['start'], ['run', 'welcome', '--record', 'ana.json']].map((words) =>
        project.run(words),
      ),
    );

    project.remove();
    expect(outcomes.map(({ code }) => code)).toEqual([1, 1, 1]);
    for (const { errors } of outcomes) expect(errors).toContain('a file is where a folder must be');
  });
});

describe('localFileError', () => {
  const refusal = (code: string, path: string) => Object.assign(new Error(code), { code, path });

  it('takes what the disk refuses in .coded-actions for something to mend', () => {
    const error = localFileError(refusal('ENOSPC', '/project/.coded-actions/store.jsonl'), '/project');

    expect(error?.message).toBe('/project/.coded-actions/store.jsonl cannot be written: the disk is full.');
  });

  it('tells a full disk wherever it is, by the file that was to be written', () => {
    const refused = { ...refusal('ENOSPC', '/elsewhere/cached'), dest: '/project/.coded-actions/copy' };

    expect(localFileError(refused, '/project')).toMatchObject({
      message: '/project/.coded-actions/copy cannot be written: the disk is full.',
      remedy: 'Make room on the disk, and try again.',
    });
  });

  it.each<[what: string, error: unknown]>([
    ['a file elsewhere', refusal('EACCES', '/project/workflows/a')],
    ['a folder whose name begins so', refusal('EACCES', '/project/.coded-actions-old/a')],
    ['another error', refusal('EBADF', '/project/.coded-actions/a')],
    ['what is no error of the disk', new Error('other')],
    ['what is no error', 'text'],
  ])('leaves %s alone', (_what, error) => {
    expect(localFileError(error, '/project')).toBeUndefined();
  });
});
