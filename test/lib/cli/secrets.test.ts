import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SampleProject } from './command-line';

describe('coded-actions secrets', () => {
  const project = new SampleProject({
    'workflows/welcome/workflow.json': {
      name: 'welcome',
      objectType: 'contact',
      enrollment: {},
      secrets: ['API_KEY', 'API_URL'],
      steps: [
        { id: 'ask', type: 'code', action: './ask.js', secrets: ['API_KEY', 'API_URL'] },
        { id: 'again', type: 'code', action: './ask.js', secrets: ['API_KEY'] },
      ],
    },
    'workflows/welcome/ask.js': 'exports.main = async () => {};\n',
  });
  const file = join(project.directory, '.coded-actions', 'secrets.json');
  afterAll(() => project.remove());

  it('sets a secret from standard input, in a file that only its owner can read', async () => {
    const { code, output, errors } = await project.run(['secrets', 'set', 'API_KEY'], {
      readStandardInput: async () => 'very secret\n',
    });

    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ API_KEY: 'very secret' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(output + errors).not.toContain('very secret');
  });

  it('asks a person without echo', async () => {
    const { code } = await project.run(['secrets', 'set', 'OTHER'], {
      interactive: true,
      askHidden: async (question) => `typed at ${question}`,
    });

    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(file, 'utf8')).OTHER).toBe('typed at Value of OTHER: ');
  });

  it('lists names and never values', async () => {
    const { output } = await project.run(['secrets', 'list', '--json']);

    expect(JSON.parse(output)).toEqual({ secrets: ['API_KEY', 'OTHER'] });
  });

  it('says which step needs which secret, and exits with 1 where one is missing', async () => {
    const { code, output } = await project.run(['secrets', 'check']);

    expect(code).toBe(1);
    expect(output).toContain('✔ API_KEY, needed by welcome/ask, welcome/again');
    expect(output).toContain(
      '✘ API_URL is missing, needed by welcome/ask: npx coded-actions secrets set API_URL',
    );
  });

  it('deletes one', async () => {
    const deleted = await project.run(['secrets', 'delete', 'OTHER']);
    const again = await project.run(['secrets', 'delete', 'OTHER']);

    expect(deleted.code).toBe(0);
    expect(again.code).toBe(1);
    expect(again.errors).toContain('has no secret OTHER');
  });

  it.each([
    ['a value as an argument', ['set', 'API_KEY', 'value'], 'too many arguments'],
    ['an empty value', ['set', 'API_KEY'], 'API_KEY got no value'],
    ['a name that no workflow could have', ['set', 'api-key'], '"api-key" cannot be a secret\'s name'],
    ['to change prod unasked', ['set', 'API_KEY', '--stage', 'prod'], 'Nothing was changed'],
  ])('refuses %s', async (_case, words, message) => {
    const { code, errors } = await project.run(['secrets', ...words]);

    expect(code).toBe(1);
    expect(errors).toContain(message);
  });

  it('does not show the file when it is broken', async () => {
    const broken = new SampleProject({ '.coded-actions/secrets.json': '{"API_KEY": "very secret"' });

    const { code, errors } = await broken.run(['secrets', 'list']);

    broken.remove();
    expect(code).toBe(1);
    expect(errors).toContain('is not valid JSON');
    expect(errors).not.toContain('very secret');
  });
});
