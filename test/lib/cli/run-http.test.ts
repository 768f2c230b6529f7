import { recordsSchema, SampleProject } from './command-line';

/** Two steps that ask another system: one by `node:https`, as axios does, one by `fetch`. */
const project = new SampleProject({
  'package.json': { name: 'sample' },
  'records.schema.json': recordsSchema,
  'workflows/ask/workflow.json': {
    name: 'ask',
    objectType: 'contact',
    enrollment: {},
    steps: [
      { id: 'owner', type: 'code', action: './owner.js', outputs: { owner: 'string' }, retry: false },
      {
        id: 'mail',
        type: 'code',
        action: './mail.js',
        inputs: { owner: '{% $steps.owner.owner %}' },
        outputs: { sent: 'string' },
        secrets: ['TOKEN'],
        retry: false,
      },
    ],
    secrets: ['TOKEN'],
  },
  'workflows/ask/owner.js': `const https = require('node:https');
exports.main = (event, callback) => {
  https.get('https://crm.example.com/owners/' + event.object.objectId, (answer) => {
    let text = '';
    answer.on('data', (part) => { text += part; });
    answer.on('end', () => callback({ outputFields: { owner: JSON.parse(text).owner } }));
  });
};`,
  'workflows/ask/mail.js': `exports.main = async (event) => {
  const answer = await fetch('https://mail.example.com/send', {
    method: 'POST',
    headers: { authorization: 'Bearer ' + process.env.TOKEN },
    body: event.inputFields.owner,
  });
  return { outputFields: { sent: String(answer.status) } };
};`,
  '.coded-actions/secrets.json': { TOKEN: 'a-secret-of-mine' },
  'ana.json': { objectType: 'contact', objectId: '1001', properties: { firstname: 'Ana' } },
});
afterAll(() => project.remove());

const owners = { method: 'GET', url: 'https://crm.example.com/owners/*', body: { owner: 'Eva' } };
const mail = { method: 'POST', url: 'https://mail.example.com/send', status: 202 };

function run(fixtures: unknown, ...flags: readonly string[]) {
  project.write('fixtures.json', fixtures);
  return project.run(['run', 'ask', '--record', 'ana.json', '--http', 'fixtures.json', ...flags]);
}

describe('coded-actions run --http', () => {
  it('answers the requests of all actions from fixtures, and tells them', async () => {
    const { code, output } = await run([owners, mail]);

    expect(output).toMatch(/http GET https:\/\/crm\.example\.com\/owners\/1001 → 200/);
    expect(output).toMatch(/http POST https:\/\/mail\.example\.com\/send → 202/);
    expect(code).toBe(0);
  });

  it('gives them in --json as `try` does, without secrets', async () => {
    const { output } = await run([owners, mail], '--json');

    const report = JSON.parse(output);
    expect(report.steps.map((step: { output: unknown }) => step.output)).toEqual([
      { owner: 'Eva' },
      { sent: '202' },
    ]);
    expect(report.requests).toMatchObject([
      { method: 'GET', url: 'https://crm.example.com/owners/1001', status: 200 },
      { method: 'POST', url: 'https://mail.example.com/send', status: 202, body: 'Eva' },
    ]);
    expect(output).not.toContain('a-secret-of-mine');
  });

  it('fails the step whose request no fixture answers, and names the one to add', async () => {
    const { code, output } = await run([owners]);

    expect(output).toContain('→ no fixture');
    expect(output).toContain('Add one: {"method":"POST","url":"https://mail.example.com/send"');
    expect(code).toBe(1);
  });

  it('says what is wrong with the file of fixtures before anything runs', async () => {
    const { code, output, errors } = await run([{ method: 'GET' }]);

    expect(errors).toMatch(/fixtures\.json.*url/s);
    expect(output).toBe('');
    expect(code).toBe(1);
  });
});
