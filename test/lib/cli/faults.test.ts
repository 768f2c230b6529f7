import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesizeLocally } from '../../../lib/cli/synthesize';
import { recordsSchema, SampleProject, welcome } from './command-line';

const contact = {
  objectType: 'contact',
  objectId: '1001',
  properties: { country: 'ES', firstname: 'Ana' },
};
/** Goes round for ever, in no time at all. */
const endless = {
  name: 'endless',
  objectType: 'contact',
  enrollment: { reenroll: true },
  steps: [
    { id: 'again', type: 'setProperties', properties: { firstname: 'Ana' } },
    {
      id: 'out',
      type: 'branch',
      branches: [{ when: "{% $record.country = 'nowhere' %}", steps: [{ id: 'stop', type: 'end' }] }],
    },
    { id: 'back', type: 'goto', to: 'again' },
  ],
};

let project: SampleProject;
beforeAll(() => {
  project = new SampleProject({
    'package.json': { name: 'sample' },
    'records.schema.json': recordsSchema,
    'workflows/welcome/workflow.json': welcome,
    'workflows/welcome/greeting.js': `exports.main = async () => ({ outputFields: { text: 'Hola' } });\n`,
    'workflows/endless/workflow.json': endless,
    'contact.json': contact,
  });
});
afterAll(() => project.remove());

const run = (...words: string[]) => project.run(['run', 'welcome', '--record', 'contact.json', ...words]);

describe('coded-actions run --faults', () => {
  it('lets go wrong what the file says, and tells it', async () => {
    project.write('faults.json', {
      faults: [{ at: 'table', operation: 'TransactWriteItems', what: 'conflict', times: 2 }],
    });

    const { code, errors, output } = await run('--faults', 'faults.json');

    expect([code, errors.match(/^⚡ conflict: TransactWriteItems of DynamoDB$/gm)]).toEqual([
      0,
      ['⚡ conflict: TransactWriteItems of DynamoDB', '⚡ conflict: TransactWriteItems of DynamoDB'],
    ]);
    expect(output).toContain('The run succeeded');
  });

  it.each<[string, object, string, string]>([
    [
      'a slip in a value, with its place',
      { faults: [{ at: 'table', what: 'throtled' }] },
      'faults.json:5:15',
      'Did you mean `throttled`?',
    ],
    [
      'a slip in the edge',
      { faults: [{ at: 'tabel', what: 'throttled' }] },
      'faults.json:4:13',
      'Did you mean `table`?',
    ],
    [
      'a key that there is none',
      { faults: [{ at: 'secret', what: 'down', time: 2 }] },
      'has no key `time`',
      'Did you mean `times`?',
    ],
    [
      'a step that there is none',
      { faults: [{ at: 'function', what: 'died', step: 'greting' }] },
      'faults[0].step: there is no code step greting.',
      'Did you mean greeting?',
    ],
  ])('refuses %s', async (_, faults, message, remedy) => {
    project.write('faults.json', faults);

    const { code, errors } = await run('--faults', 'faults.json');

    expect(code).toBe(1);
    expect(errors).toContain(message);
    expect(errors).toContain(remedy);
  });
});

describe('coded-actions run --app', () => {
  it('runs what was synthesized, and names the grant that was deleted from it by hand', async () => {
    const assembly = await synthesizeLocally(project.directory, ['welcome']);
    const file = join(assembly.directory, 'welcome.template.json');

    const before = await run('--app', assembly.directory);
    const template = readFileSync(file, 'utf8');
    writeFileSync(file, template.replace('"dynamodb:UpdateItem"', '"dynamodb:DescribeTable"'));
    const after = await run('--app', assembly.directory);
    assembly.remove();

    expect([before.code, before.errors]).toEqual([0, expect.not.stringContaining('AccessDenied')]);
    expect(after.code).toBe(1);
    expect(after.errors).toMatch(
      /^AccessDeniedException: User: arn:aws:sts::\S+ is not authorized to perform: dynamodb:UpdateItem on resource: \S+table\/coded-actions-local-records because no identity-based policy allows the dynamodb:UpdateItem action\.$/m,
    );
    expect(after.errors).toMatch(/^ {2}→ Let the role \S+ allow dynamodb:UpdateItem on \S+\.$/m);
  });
});

describe('Ctrl+C', () => {
  it('ends a run that goes round for ever, and leaves nothing behind', async () => {
    const begun = Date.now();

    const { code, errors } = await project.run(['run', 'endless', '--record', 'contact.json'], {
      untilStopped: () => new Promise((resolve) => setTimeout(resolve, 1_500)),
    });

    expect([code, errors]).toEqual([130, expect.stringContaining('Stopped.')]);
    expect(Date.now() - begun).toBeLessThan(20_000);
    expect(readdirSync(join(project.directory, '.coded-actions', 'cdk.out'))).toEqual([]);
  });
});
