import { readdirSync } from 'node:fs';
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
    expect(output).toContain('Not enrolled: where-not-met');
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
  });

  it.each([
    ['no record and no event', [], 'There is no record to run with.'],
    ['a file that is not there', ['--record', 'nobody.json'], 'nobody.json cannot be read (ENOENT).'],
    ['a file that is not JSON', ['--record', 'broken.json'], 'broken.json:1:1 error'],
    ['a key that nobody knows', ['--record', 'typo.json'], 'typo.json:2:3 error unknown-key'],
    ['a record of another type', ['--record', 'deal.json'], 'records of type contact, and this is a deal'],
    [
      'a file of secrets that is not there',
      ['--record', 'ana.json', '--secrets', 'no.json'],
      'There is no file no.json',
    ],
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
