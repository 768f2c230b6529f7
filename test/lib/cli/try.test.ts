import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TryReport } from '../../../lib/local/try/try-report';
import { type CommandOutcome, SampleProject } from './command-line';

describe('coded-actions try', () => {
  const project = new SampleProject({ 'package.json': { name: 'sample' } });
  afterAll(() => project.remove());

  const event = {
    origin: { portalId: 62515, actionDefinitionId: 4 },
    object: { objectType: 'CONTACT', objectId: 4 },
    inputFields: { email: 'ana@example.com' },
    callbackId: 'ap-1',
  };
  const everything = [{ method: '*', url: '*', body: { id: '7', properties: { firstname: 'ana' } } }];

  /** Writes an action, and its fixtures where it has any, and tries it. */
  async function tryAction(
    source: string,
    options: { fixtures?: readonly object[]; flags?: readonly string[]; file?: string } = {},
  ): Promise<CommandOutcome & { readonly report: TryReport }> {
    const { fixtures, flags = [], file = 'action.js' } = options;
    project.write(file, source);
    project.write('event.json', event);
    if (fixtures !== undefined) project.write('fixtures.json', fixtures);
    const http = fixtures === undefined ? [] : ['--http', 'fixtures.json'];
    const outcome = await project.run(['try', file, '--event', 'event.json', '--json', ...http, ...flags]);
    return { ...outcome, report: JSON.parse(outcome.output) };
  }

  it('gives outputs, logs, time and memory of an action alone', async () => {
    const { code, report } = await tryAction(`exports.main = (event, callback) => {
      console.log('for', event.object.objectType, event.object.objectId, event.origin.portalId);
      callback({ outputFields: { email: event.inputFields.email, same: event.fields.email, list: [1], nothing: undefined } });
    };`);

    expect(code).toBe(0);
    expect(report).toMatchObject({
      status: 'succeeded',
      outputFields: { email: 'ana@example.com', same: 'ana@example.com', list: [1] },
      logs: [{ level: 'INFO', message: 'for CONTACT 4 62515' }],
      requests: [],
    });
    expect(report.error).toBeUndefined();
    expect(report.durationMs).toBeGreaterThan(0);
    expect(report.memoryMb).toBeGreaterThan(10);
  });

  it('tells a person the same in lines', async () => {
    project.write(
      'lines.js',
      `exports.main = async () => {
        console.warn('careful');
        const response = await fetch('https://api.example.com/a');
        return { outputFields: { status: response.status } };
      };`,
    );
    project.write('fixtures.json', [{ url: 'https://api.example.com/a', status: 404 }]);

    const { code, output } = await project.run(['try', 'lines.js', '--http', 'fixtures.json']);

    expect(code).toBe(0);
    expect(output).toMatch(/warn {2}careful/);
    expect(output).toMatch(/http GET https:\/\/api\.example\.com\/a → 404/);
    expect(output).toMatch(/out status = 404/);
    expect(output).toMatch(/✔ The action succeeded \(.+, \d+ MB\)/);
  });

  it('tells a failure once', async () => {
    project.write('fails.js', `exports.main = async () => { throw new Error('no ink'); };`);

    const { code, output, errors } = await project.run(['try', 'fails.js']);

    expect(code).toBe(1);
    expect((output + errors).match(/no ink/g)).toHaveLength(1);
    expect(output).toMatch(/Error: no ink at fails\.js:1\n✘ The action failed/);
  });

  describe('answers requests from fixtures', () => {
    // The behaviors of HubSpot's own samples (github.com/HubSpot/sample-workflow-custom-code), each in its least form.
    it.each<[what: string, source: string, outcome: object]>([
      [
        'of a promise that nobody awaits, without a callback',
        `exports.main = (event) => { fetch('https://api.example.com/a', { method: 'PATCH' }).then(() => console.log('sent')); };`,
        {
          status: 'succeeded',
          outputFields: {},
          logs: [{ message: 'sent' }],
          requests: [{ method: 'PATCH' }],
        },
      ],
      [
        'that are under way when callback(undefined) is called',
        `const https = require('https');
        exports.main = (event, callback) => {
          https.get('https://api.example.com/a', (r) => r.resume() && https.get('https://api.example.com/b', (r) => r.resume()));
          callback(undefined);
        };`,
        {
          status: 'succeeded',
          outputFields: {},
          requests: [{ url: 'https://api.example.com/a' }, { url: 'https://api.example.com/b' }],
        },
      ],
      [
        'of an async handler that resolves before its callback is called',
        `exports.main = async (event, callback) => {
          fetch('https://api.example.com/a').then((r) => r.json()).then(({ id }) => callback({ outputFields: { id } }));
        };`,
        { status: 'succeeded', outputFields: { id: '7' } },
      ],
      [
        'and fails where a later promise throws, which nobody returned',
        `exports.main = (event) => {
          fetch('https://api.example.com/a').then((r) => r.json()).then((contact) => {
            fetch('https://api.example.com/b').then(() => {
              throw new Error('ambiguous ' + contact.id);
            });
          });
        };`,
        {
          status: 'failed',
          error: { name: 'Error', message: 'ambiguous 7', file: 'action.js', line: 4, internal: false },
        },
      ],
    ])('%s', async (_what, source, outcome) => {
      const { code, report } = await tryAction(source, { fixtures: everything });

      expect(report).toMatchObject(outcome);
      expect(code).toBe(report.status === 'succeeded' ? 0 : 1);
    });

    it('and ends with the error of one that none answers', async () => {
      const { code, report } = await tryAction(
        `exports.main = async () => { await fetch('https://api.example.com/a?b=1', { method: 'PUT' }); };`,
        { fixtures: [{ method: 'GET', url: '*' }] },
      );

      expect(code).toBe(1);
      expect(report.error?.message).toContain('No fixture answers PUT https://api.example.com/a?b=1');
      expect(report.requests).toMatchObject([{ method: 'PUT', status: null }]);
    });

    it.each([
      ['fails with', `exports.main = async () => { await fetch('https://api.example.com/a'); };`],
      [
        'catches',
        `exports.main = async () => { await fetch('https://api.example.com/a').catch(() => {}); };`,
      ],
    ])('and tells a person the fixture to add, once, for one that an action %s', async (_what, source) => {
      project.write('unanswered.js', source);
      project.write('fixtures.json', []);

      const { output } = await project.run(['try', 'unanswered.js', '--http', 'fixtures.json']);

      expect(output).toContain('http GET https://api.example.com/a → no fixture');
      const fixture = '{"method":"GET","url":"https://api.example.com/a","status":200,"body":{}}';
      expect(output.split(fixture)).toHaveLength(2);
    });

    it('and tells whether a workflow would try again what was answered with an error', async () => {
      const { report } = await tryAction(
        `exports.main = async () => {
          const response = await fetch('https://api.example.com/a');
          throw Object.assign(new Error('refused'), { response: { status: response.status } });
        };`,
        { fixtures: [{ url: '*', status: 503 }] },
      );

      expect(report.error).toMatchObject({ message: 'refused', line: 3, retryable: true });
    });
  });

  describe('takes secrets', () => {
    const source = `const { TOKEN } = process.env;
      exports.main = async () => {
        await fetch('https://api.example.com/', { headers: { authorization: 'Bearer ' + TOKEN } });
        return { outputFields: { kind: typeof TOKEN, length: (TOKEN || '').length } };
      };`;

    it('from the local file, and shows their values nowhere', async () => {
      project.write('.coded-actions/secrets.json', { TOKEN: 'pat-123456789' });

      const { output, errors, report } = await tryAction(source, { fixtures: everything });

      project.write('.coded-actions/secrets.json', {});
      expect(report.outputFields).toEqual({ kind: 'string', length: 13 });
      expect(report.requests[0]?.headers.authorization).toBe('Bearer [secret TOKEN]');
      expect(output + errors).not.toContain('pat-123456789');
    });

    it('from another file', async () => {
      project.write('other.json', { TOKEN: '12345' });

      const { report } = await tryAction(source, {
        fixtures: everything,
        flags: ['--secrets', 'other.json'],
      });

      expect(report.outputFields.length).toBe(5);
    });

    it('as placeholders where the file has none, and names them', async () => {
      const { report, errors } = await tryAction(source, { fixtures: everything });

      expect(report.requests[0]?.headers.authorization).toBe('Bearer placeholder-TOKEN');
      expect(errors).toMatch(/placeholders.*: TOKEN\..*npx coded-actions secrets set TOKEN/);
    });

    it('as nothing where that is asked for', async () => {
      const { report, errors } = await tryAction(source, {
        fixtures: everything,
        flags: ['--no-placeholders'],
      });

      expect(report.outputFields).toEqual({ kind: 'undefined', length: 0 });
      expect(errors).toMatch(/left undefined: TOKEN/);
    });
  });

  it('runs TypeScript and ES modules, also those that await at their top level', async () => {
    const { report } = await tryAction(
      `const started: number = await Promise.resolve(1);
      export const main = async (event: { inputFields: Record<string, string> }) => ({ outputFields: { started, ...event.inputFields } });`,
      { file: 'action.ts' },
    );

    expect(report.outputFields).toEqual({ started: 1, email: 'ana@example.com' });
  });

  it('tells what keeps an action alive until its time limit', async () => {
    const { code, report } = await tryAction(`exports.main = () => { setInterval(() => {}, 10); };`, {
      flags: ['--timeout', '1s'],
    });

    expect(code).toBe(1);
    expect(report.error).toMatchObject({
      message: expect.stringContaining('time limit of 1 s'),
      internal: false,
    });
  });

  it('says what is wrong with an action that cannot be bundled, as text and as a report', async () => {
    const { code, report, errors } = await tryAction(
      `\nrequire('no-such-package');\nexports.main = () => {};`,
    );

    expect(code).toBe(1);
    expect(errors).toContain('action.js:2:9 error unresolved-import');
    expect(report).toMatchObject({
      status: 'failed',
      error: { name: 'unresolved-import', file: 'action.js', line: 2, internal: false },
    });
  });

  it('takes an action that lies anywhere, and leaves nothing beside it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'elsewhere-'));
    const cache = mkdtempSync(join(tmpdir(), 'cache-'));
    const before = process.env.XDG_CACHE_HOME;
    process.env.XDG_CACHE_HOME = cache;
    try {
      mkdirSync(join(folder, 'part'));
      writeFileSync(join(folder, 'part', 'words.js'), `exports.word = 'near';`);
      const file = join(folder, 'action.js');
      writeFileSync(file, `exports.main = () => { throw new Error(require('./part/words').word); };`);

      const { output } = await project.run(['try', file, '--json']);

      expect(JSON.parse(output).error).toMatchObject({ message: 'near', file: 'action.js', line: 1 });
      expect(readdirSync(folder).sort()).toEqual(['action.js', 'part']);
    } finally {
      if (before === undefined) delete process.env.XDG_CACHE_HOME;
      else process.env.XDG_CACHE_HOME = before;
      rmSync(folder, { recursive: true, force: true });
      rmSync(cache, { recursive: true, force: true });
    }
  });

  it.each<[what: string, words: readonly string[], said: RegExp]>([
    ['an action that is not there', ['nowhere.js'], /There is no file nowhere\.js/],
    ['secrets that are not there', ['action.js', '--secrets', 'none.json'], /There is no file none\.json/],
    [
      'fixtures that are no list',
      ['action.js', '--http', 'object.json'],
      /object\.json:1:1 error not-a-list/,
    ],
    [
      'a fixture without an address',
      ['action.js', '--http', 'bad.json'],
      /bad\.json:1:\d+ error missing-key.*`url`/,
    ],
    ['an event that is none', ['action.js', '--event', 'bad.json'], /bad\.json:1:1 error not-an-object/],
    ['a set of libraries that is none', ['action.js', '--libraries', 'hubspot-v9'], /hubspot, hubspot-v3/],
    ['a time limit that is none', ['action.js', '--timeout', 'soon'], /A duration is a number with a unit/],
    ['memory that no Lambda has', ['action.js', '--memory', '64'], /128 to 10240 MB/],
  ])('refuses %s', async (_what, words, said) => {
    project.write('action.js', 'exports.main = () => {};');
    project.write('object.json', {});
    project.write('bad.json', '[{"method":"GET"}]');

    const { code, output, errors } = await project.run(['try', ...words]);

    expect(code).toBe(1);
    expect(output).toBe('');
    expect(errors).toMatch(said);
  });

  it('takes a pause for a success and says how long a step would wait', async () => {
    const { code, report } = await tryAction(
      `exports.main = (event, callback) => callback({ outputFields: { hs_execution_state: 'BLOCK', hs_expiration_duration: 'PT2H' } });`,
    );

    expect(code).toBe(0);
    expect(report.outputFields).toEqual({ hs_execution_state: 'BLOCK' });
    expect(report.logs.at(-1)?.message).toContain('7200 seconds');
  });
});
