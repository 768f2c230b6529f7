import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { welcome, welcomeProject } from './command-line';

describe('coded-actions run', () => {
  const project = welcomeProject();
  afterAll(() => project.remove());

  it('runs an enrollment start to end, and tells each step and the record before and after', async () => {
    const { code, output } = await project.run(['run', 'welcome', '--record', 'ana.json']);

    expect(code).toBe(0);
    expect(output).toMatch(/✔ greeting \d+ ms/);
    expect(output).toMatch(/log greeting Ana/);
    expect(output).toMatch(/✔ wait 3 days, skipped/);
    expect(output).toMatch(/record before .*"country":"ES"/);
    expect(output).toMatch(/record after .*"lead_status":"greeted"/);
  });

  it('prints the run as JSON and nothing else', async () => {
    const { output } = await project.run(['run', 'welcome', '--record', 'ana.json', '--json']);

    const report = JSON.parse(output);
    expect(report.status).toBe('succeeded');
    expect(report.steps.map(({ id, status }: { id: string; status: string }) => `${id} ${status}`)).toEqual([
      'greeting succeeded',
      'wait succeeded',
      'polite succeeded',
      'mark succeeded',
    ]);
    expect(report.steps[0]).toMatchObject({
      input: { firstname: 'Ana' },
      output: { text: 'Hello, Ana!' },
      attempts: 1,
    });
    expect(report.steps[1]).toMatchObject({ id: 'wait', durationMs: 0, skippedMs: 3 * 86_400_000 });
    expect(report.record.properties.lead_status).toBe('greeted');
    expect(report.recordBefore.properties.lead_status).toBeUndefined();
  });

  it('reads the record from standard input', async () => {
    const record = { objectType: 'contact', objectId: 7, properties: { firstname: 'Rui', country: 'PT' } };

    const { code, output } = await project.run(['run', 'welcome', '--record', '-', '--json'], {
      readStandardInput: async () => JSON.stringify(record),
    });

    expect(code).toBe(0);
    expect(JSON.parse(output).record.objectId).toBe('7');
  });

  it('enrolls by an event that brings an unknown record', async () => {
    project.write('event.json', {
      source: 'shop',
      'detail-type': 'record.created',
      detail: { objectType: 'contact', objectId: '8', properties: { firstname: 'Eva', country: 'ES' } },
    });

    const { code, output } = await project.run(['run', 'welcome', '--event', 'event.json', '--json']);

    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({
      output: { enrolled: true },
      record: { properties: { firstname: 'Eva' } },
    });
  });

  it('says why a record is not enrolled, which is no failure', async () => {
    project.write('us.json', { objectType: 'contact', objectId: '9', properties: { country: 'US' } });

    const { code, output } = await project.run(['run', 'welcome', '--record', 'us.json']);

    expect(code).toBe(0);
    expect(output).toContain('Not enrolled: where-not-met: the condition `enrollment.where` does not hold');
    expect(output).toMatch(
      /\n {4}workflows\/welcome\/workflow\.json:\d+:\d+ \{% \$record\.country in \['ES', 'PT'\] %\}/,
    );
    expect(output).toContain('\n    here $record.country is "US"');
    expect(output).not.toContain('not reached');
  });

  it("exits with 1 when an action throws, and names the user's file and line", async () => {
    project.write(
      'workflows/welcome/greeting.js',
      'exports.main = async () => {\n  throw new Error("no ink");\n};\n',
    );

    const { code, output } = await project.run(['run', 'welcome', '--record', 'ana.json']);

    project.write(
      'workflows/welcome/greeting.js',
      "exports.main = async () => ({ outputFields: { text: 'x' } });\n",
    );
    expect(code).toBe(1);
    expect(output).toMatch(/✘ greeting/);
    expect(output).toContain('no ink');
    expect(output).toContain('workflows/welcome/greeting.js:2');
    expect(output.match(/no ink/g)).toHaveLength(1);
    expect(output).not.toContain('Invoke Error');
    expect(output).toContain('· not reached: wait, polite, mark');
    expect(output).toContain('The run failed at greeting (');
  });

  it("quotes the author's expression where one cannot be evaluated, with its place", async () => {
    project.write('workflows/broken/workflow.json', {
      name: 'broken',
      objectType: 'contact',
      enrollment: {},
      steps: [
        {
          id: 'mark',
          type: 'setProperties',
          title: 'Mark it',
          properties: {
            email: '{% $record.firstname %}',
            country: '{% $string($number($record.firstname)) %}',
          },
        },
      ],
    });
    project.write('workflows/refused/workflow.json', {
      name: 'refused',
      objectType: 'contact',
      enrollment: { where: '{% $number($record.firstname) > 1 %}' },
      steps: [{ id: 'wait', type: 'delay', for: '1 day' }],
    });

    const inStep = await project.run(['run', 'broken', '--record', 'ana.json']);
    const before = await project.run(['run', 'refused', '--record', 'ana.json']);

    for (const name of ['broken', 'refused'])
      rmSync(join(project.directory, 'workflows', name), { recursive: true });
    expect([inStep.code, before.code]).toEqual([1, 1]);
    expect(inStep.output).toContain(
      [
        '      States.QueryEvaluationError: Unable to cast value to a number: "Ana" (JSONata D3030)',
        '        in "country": "{% $string($number($record.firstname)) %}"',
        '      at workflows/broken/workflow.json:12:20',
      ].join('\n'),
    );
    expect(inStep.output).toContain('The run failed at Mark it (mark) (');
    expect(inStep.output).not.toContain('$typed');
    expect(before.output).toMatch(
      /The run failed \(.*\n {2}States\.QueryEvaluationError: Unable to cast .*\n {4}in "where": .*\n {2}at workflows\/refused\/workflow\.json:5:14/,
    );
  });

  it('warns of properties that the schema does not hold, of the record and of the event', async () => {
    project.write('odd.json', { objectType: 'contact', objectId: '8', properties: { contry: 'ES' } });
    project.write('odd-event.json', {
      source: 'shop',
      'detail-type': 'record.created',
      detail: { objectId: '9', objectType: 'contact', properties: { lead_status: 'old', country: 'ES' } },
    });

    const record = await project.run(['run', 'welcome', '--record', 'odd.json']);
    const event = await project.run(['run', 'welcome', '--event', 'odd-event.json', '--json']);

    expect(record.errors).toContain('odd.json:5:5 warning unknown-property');
    expect(event.errors).toContain('odd-event.json:8:22 warning unknown-choice');
    expect(event.code).toBe(0);
    expect(JSON.parse(event.output).recordBefore).toBeUndefined();
  });

  describe('where steps need secrets that have no value', () => {
    beforeAll(() => {
      const needy = (id: string, ...secrets: string[]) => ({
        id,
        type: 'code',
        action: './note.js',
        secrets,
      });
      project.write('workflows/needy/workflow.json', {
        name: 'needy',
        objectType: 'contact',
        enrollment: {},
        secrets: ['FIRST_KEY', 'LATER_KEY', 'LAST_KEY'],
        steps: [
          needy('first', 'FIRST_KEY'),
          { id: 'wait', type: 'delay', for: '3 days' },
          needy('later', 'LATER_KEY', 'FIRST_KEY'),
          needy('last', 'LAST_KEY'),
        ],
      });
      project.write(
        'workflows/needy/note.js',
        `exports.main = () => require('node:fs').writeFileSync(${JSON.stringify(join(project.directory, 'noted'))}, '');`,
      );
      project.write('.coded-actions/secrets.json', { FIRST_KEY: 'x' });
      project.write('all.json', { FIRST_KEY: 'x', LATER_KEY: 'y', LAST_KEY: 'z' });
      project.write('some.json', { LATER_KEY: 'y' });
    });
    afterAll(() => {
      for (const name of ['workflows/needy', '.coded-actions/secrets.json', 'noted'])
        rmSync(join(project.directory, name), { recursive: true, force: true });
    });
    const noted = () => existsSync(join(project.directory, 'noted'));

    it('names them all before anything runs, with the remedy', async () => {
      const { code, output, errors } = await project.run(['run', 'needy', '--record', 'ana.json']);

      expect(code).toBe(1);
      expect(output).toBe('');
      expect(errors).toContain('LAST_KEY (needy/last), LATER_KEY (needy/later)');
      expect(errors).toContain('npx coded-actions secrets set LAST_KEY');
      expect(errors).not.toContain('FIRST_KEY');
      expect(noted()).toBe(false);
    });

    it('looks at the file that was named, and says to add them there', async () => {
      const some = await project.run(['run', 'needy', '--record', 'ana.json', '--secrets', 'some.json']);
      const all = await project.run(['run', 'needy', '--record', 'ana.json', '--secrets', 'all.json']);

      expect(some.errors).toContain('add to some.json: {"FIRST_KEY":"…","LAST_KEY":"…"}');
      expect([some.code, all.code]).toEqual([1, 0]);
    });

    it('runs all the same where it is told to, and fails at the step, as in AWS', async () => {
      const words = ['run', 'needy', '--record', 'ana.json', '--allow-missing-secrets'];

      const { code, output, errors } = await project.run(words);

      expect(code).toBe(1);
      expect(errors).toContain('LATER_KEY, needed by needy/later: npx coded-actions secrets set LATER_KEY');
      expect(output).toMatch(/✔ first/);
      expect(output).toContain('The run failed at later (');
    });
  });

  it('says of each trigger what of it the event does not match', async () => {
    project.write('other.json', {
      source: 'shop',
      'detail-type': 'record.updated',
      detail: { objectType: 'contact', objectId: '8' },
    });

    const { errors } = await project.run(['run', 'welcome', '--event', 'other.json']);

    expect(errors).toContain('trigger 1: detail-type is "record.updated", and must be "record.created"');
  });

  it('ends a run that time has jumped beyond a year with, as AWS does, and says so', async () => {
    project.write('workflows/slow/workflow.json', {
      name: 'slow',
      objectType: 'contact',
      enrollment: {},
      steps: [
        { id: 'wait', type: 'delay', for: '300 days' },
        {
          id: 'again',
          type: 'branch',
          branches: [
            { when: "{% $record.country = 'ES' %}", steps: [{ id: 'back', type: 'goto', to: 'wait' }] },
          ],
        },
      ],
    });

    const { code, output } = await project.run(['run', 'slow', '--record', 'ana.json']);
    const asJson = await project.run(['run', 'slow', '--record', 'ana.json', '--json']);

    rmSync(join(project.directory, 'workflows', 'slow'), { recursive: true });
    expect(code).toBe(1);
    expect(output).toMatch(/wait 300 days, skipped.*wait 65 days, skipped/s);
    expect(output).toContain('The run timed out (');
    expect(output).toContain('AWS ends a run a year after it began');
    expect(JSON.parse(asJson.output)).toMatchObject({
      status: 'timed out',
      error: { name: 'States.Timeout' },
      skippedMs: 365 * 86_400_000,
    });
  });

  it.each([
    ['no record and no event', [], 'There is no record to run with.'],
    ['a folder', ['--record', 'workflows'], 'workflows is a folder.'],
    ['nothing on standard input', ['--event', '-'], 'Nothing came on standard input.'],
    ['a folder of secrets', ['--record', 'ana.json', '--secrets', 'workflows'], 'workflows is a folder.'],
    ['a file that is not there', ['--record', 'nobody.json'], 'There is no file nobody.json.'],
    ['a file that is not JSON', ['--record', 'broken.json'], 'broken.json:1:1 error'],
    ['a key that nobody knows', ['--record', 'typo.json'], 'typo.json:2:3 error unknown-key'],
    ['a record of another type', ['--record', 'deal.json'], 'records of type contact, and this is a deal'],
    [
      'a file of secrets that is not there',
      ['--record', 'ana.json', '--secrets', 'no.json'],
      'There is no file no.json',
    ],
    ['a record without its option', ['ana.json'], 'Did you mean `--record ana.json`?'],
    ['an event without its option', ['unheard.json'], 'Did you mean `--event unheard.json`?'],
    ['two workflows', ['follow-up'], 'Run one workflow at a time.'],
    ['an event that nobody hears', ['--event', 'unheard.json'], 'No trigger of welcome matches'],
  ])('refuses %s', async (_case, words, message) => {
    project.write('broken.json', 'not json');
    project.write('typo.json', { objectTypo: 'contact', objectId: '1' });
    project.write('deal.json', { objectType: 'deal', objectId: '1' });
    project.write('unheard.json', {
      source: 'shop',
      'detail-type': 'record.updated',
      detail: { objectType: 'contact', objectId: '8' },
    });

    const { code, errors } = await project.run(['run', 'welcome', ...words]);

    expect(code).toBe(1);
    expect(errors).toContain(message);
    expect(errors).not.toMatch(/\n\s+at /);
  });

  it('shows the end of a long cause, where it says what happened', async () => {
    project.write('unknown.json', {
      source: 'shop',
      'detail-type': 'record.created',
      detail: { objectType: 'contact', objectId: '99' },
    });

    const { code, output } = await project.run(['run', 'welcome', '--event', 'unknown.json']);

    expect(code).toBe(1);
    expect(output).toContain('RecordNotFound: there is no contact 99');
  });

  // One that nobody may read is tested where files are read: root may read them all.
  it.each<[what: string, make: (file: string) => void]>([
    ['is a folder', (file) => mkdirSync(file)],
    ['is no JSON', (file) => writeFileSync(file, '{nope')],
    ['is empty', (file) => writeFileSync(file, '')],
    ['is a link that leads nowhere', (file) => symlinkSync('/nowhere/at/all', file)],
    ['is a link that leads in a circle', (file) => symlinkSync(file, file)],
    ['is no workflow', (file) => writeFileSync(file, '{"name": 7, "steps": "none"}')],
  ])('is not stopped by another workflow whose file %s', async (_what, make) => {
    const folder = join(project.directory, 'workflows', 'broken');
    mkdirSync(folder);
    make(join(folder, 'workflow.json'));

    const byName = await project.run(['run', 'welcome', '--record', 'ana.json']);
    const byPath = await project.run(['run', 'workflows/welcome', '--record', 'ana.json']);

    rmSync(folder, { recursive: true });
    expect([byName.code, byPath.code]).toEqual([0, 0]);
    expect(byName.errors + byPath.errors).not.toContain('broken');
  });

  it('suggests the workflow that was meant', async () => {
    const { code, errors } = await project.run(['run', 'welcom', '--record', 'ana.json']);

    expect(code).toBe(1);
    expect(errors).toContain(welcome.name);
  });

  it('leaves nothing behind but its caches, and sweeps away what killed runs left', async () => {
    project.write('.coded-actions/cdk.out/run-999999999-left/manifest.json', '{}');

    await project.run(['run', 'welcome', '--record', 'ana.json']);

    expect(readdirSync(`${project.directory}/.coded-actions/cdk.out`)).toEqual([]);
  });
});
