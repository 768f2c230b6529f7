import fc from 'fast-check';
import { type ActionCase, type ActionRuns, runAction } from './run-action';
import { startTestServer, type TestServer } from './test-server';

// Some cases are about what happens when, in tenths of a second: a busy machine gets another chance, and says so.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

jest.setTimeout(30_000);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const run = (action: ActionCase): Promise<ActionRuns> =>
  runAction({
    ...action,
    environment: { SERVER: server.url, AWS_ENDPOINT_URL: server.url, ...action.environment },
  });
const only = ({ answers }: ActionRuns) => answers[0]?.error ?? answers[0]?.result;
const failed = (message: RegExp) => ({
  name: 'CodedActions.Failed',
  message: expect.stringMatching(message),
  stack: '',
});

describe('a failure', () => {
  it("names the step and the user's own file and line, and carries no stack for the history to repeat", async () => {
    const runs = await run({
      source: `\n\nfunction deep() {\n  null.x;\n}\nexports.main = async () => deep();`,
    });

    expect(only(runs)).toEqual(
      failed(
        /^rotate-leads\/availability \(workflows\/rotate-leads\/availability\.ts:4:8\): TypeError: Cannot read properties of null \(reading 'x'\)$/,
      ),
    );
  });

  it('is logged with what a person and `coded-actions try` need', async () => {
    const { lines } = await run({ source: `exports.main = () => {\n  throw new RangeError('too far');\n};` });

    expect(lines).toEqual([
      expect.objectContaining({
        level: 'ERROR',
        message: expect.stringContaining('RangeError: too far'),
        requestId: 'request-1',
        workflow: 'rotate-leads',
        step: 'availability',
        record: 'contact/1001',
        run: 'run-1',
        error: {
          name: 'RangeError',
          message: 'too far',
          file: 'workflows/rotate-leads/availability.ts',
          line: 2,
          column: 9,
          retryable: false,
          internal: false,
          stack: [expect.stringMatching(/workflows\/rotate-leads\/availability\.ts:2:9/)],
        },
      }),
    ]);
  });

  it.each([
    ['seconds', '', '600', 600, /^127\.0\.0\.1$/],
    ['a date', '', 'Thu, 01 Jan 2026 00:02:00 GMT', 120, /^127\.0\.0\.1$/],
    // The answer is what axios would give: with the address that was asked for.
    ["milliseconds of HubSpot's hosts", 'https://api.hubapi.com/crm', '90000', 90, /^api\.hubapi\.com$/],
  ])(
    'has the wait that the server asked for, in %s, at the head of its message',
    async (_form, url, value, seconds, host) => {
      const source = `exports.main = async () => {
      const { status, headers, url } = await fetch(process.env.SERVER + '/status/429?retry-after=${encodeURIComponent(value)}');
      throw Object.assign(new Error('slow down'), { response: { status, headers: Object.fromEntries(headers), config: { url: '${url}' || url } } });
    };`;

      const error = only(await run({ source }));

      expect(error).toEqual({
        name: 'CodedActions.RetryAfter',
        message: expect.stringMatching(
          new RegExp(
            `^retryAfterSeconds=${seconds} rotate-leads/availability \\(.*\\): Error: slow down \\(HTTP 429 from ${host.source.slice(1, -1)}\\)$`,
          ),
        ),
        stack: '',
      });
    },
  );

  it('is final past the deadline, and says so', async () => {
    const source = `exports.main = async () => { throw Object.assign(new Error('down'), { status: 503 }); };`;
    const attempt = {
      now: '2026-01-05T00:00:00.000Z',
      since: '2026-01-01T00:00:00.000Z',
      waits: 0,
      retries: 0,
    };

    expect(only(await run({ source, invocations: [{ invocation: { attempt } }] }))).toEqual(
      failed(/Error: down \(HTTP 503\) It is not tried again/),
    );
  });

  it.each([
    ['no handler', `exports.other = () => {};`, /exports no handler: write `exports\.main/],
    ['a default export that is not marked', `export default async () => {};`, /exports no handler/],
    ['main that is no function', `exports.main = 5;`, /exports no handler/],
  ])('says what to write where there is %s', async (_name, source, message) => {
    expect(only(await run({ source }))).toEqual(failed(message));
  });
});

describe('the time limit', () => {
  const declaration = { timeoutSeconds: 0.5 };

  it('fails a run that has given nothing, and names what kept it alive', async () => {
    const source = `exports.main = async () => { await new Promise((resolve) => setTimeout(resolve, 5000)); };`;

    const { answers } = await run({ source, declaration, invocations: [{}, {}] });

    const message =
      /longer than its time limit of 0\.5 s\. What kept it alive: Timeout\. Raise the step's "timeout" \(now 0\.5 s, up to 15 minutes\)/;
    expect(answers.map(({ error }) => error)).toEqual([failed(message), failed(message)]);
    expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(900);
  });

  it('may be tried again where the step says so', async () => {
    const source = `exports.main = () => new Promise((resolve) => setTimeout(resolve, 5000));`;
    const error = only(await run({ source, declaration: { ...declaration, retryTimeouts: true } }));
    expect(error).toMatchObject({ name: 'CodedActions.Retryable' });
  });

  it('lets a result stand that was given in a thread which took its time to start', async () => {
    const slowStart = `import{isMainThread}from'node:worker_threads';const until=Date.now()+500;while(!isMainThread&&Date.now()<until);`;

    const { answers, text } = await run({
      source: `exports.main = (event, callback) => { callback({ outputFields: { a: '1' } }); setInterval(() => {}, 50); };`,
      declaration: { timeoutSeconds: 1, outputs: { a: { type: 'string' } } },
      environment: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(slowStart)}` },
      // The first run spoils the process's own thread.
      invocations: [{}, {}],
    });

    expect(answers.map(({ result }) => result)).toEqual([{ outputs: { a: '1' } }, { outputs: { a: '1' } }]);
    expect(text.match(/kept it alive until its time limit/g)).toHaveLength(2);
  });

  it('is told a second before Lambda ends a step that may take its longest, 15 minutes', async () => {
    const source = `exports.main = () => new Promise((resolve) => setTimeout(resolve, 60_000));`;

    const { answers } = await run({
      source,
      declaration: { timeoutSeconds: 900 },
      invocations: [{ remainingMs: 5_000 }],
    });

    expect(answers[0]?.error).toEqual(
      failed(/time limit of 900 s\. What kept it alive: Timeout\. No step may/),
    );
    expect(answers[0]?.ms).toBeGreaterThan(3_500);
    expect(answers[0]?.ms).toBeLessThan(4_500);
  });

  it("is Lambda's own where that comes first", async () => {
    const source = `exports.main = () => new Promise((resolve) => setTimeout(resolve, 5000));`;
    const { answers } = await run({
      source,
      declaration: { timeoutSeconds: 60 },
      invocations: [{ remainingMs: 700 }],
    });
    expect(answers[0]?.error).toEqual(failed(/time limit/));
    expect(answers[0]?.ms).toBeLessThan(700);
  });

  it('is announced by the abort signal, and what was logged by then is kept', async () => {
    const source = `import { action } from 'coded-actions';
      export default action(({ signal, log }) => new Promise((resolve) => { const timer = setTimeout(() => {}, 5000); signal.addEventListener('abort', () => { log.warn('stopping', { done: 3 }); clearTimeout(timer); resolve({ a: 'partial' }); }); }));`;

    const runs = await run({ source, declaration: { ...declaration, outputs: { a: { type: 'string' } } } });

    expect(only(runs)).toEqual({ outputs: { a: 'partial' } });
    expect(runs.lines).toEqual([expect.objectContaining({ level: 'WARN', message: 'stopping', done: 3 })]);
  });
});

describe('a block', () => {
  const source = (more = '') =>
    `exports.main = async (event, callback) => callback({ outputFields: { hs_execution_state: 'BLOCK', ${more} } });`;

  it.each([
    ['as long as it asks', `hs_expiration_duration: 'P1DT1H'`, 90_000],
    ["HubSpot's week where it asks for nothing", '', 604_800],
  ])('pauses the step, %s', async (_name, more, seconds) => {
    expect(only(await run({ source: source(more), declaration: { pause: true } }))).toEqual({
      name: 'CodedActions.Blocked',
      message: `expirationSeconds=${seconds} rotate-leads/availability waits to be completed.`,
      stack: '',
    });
  });

  it('fails with advice where the step declares no pause', async () => {
    expect(only(await run({ source: source() }))).toEqual(
      failed(/its step does not declare "pause"\. Add it/),
    );
  });

  it('fails for a duration that is none', async () => {
    const runs = await run({
      source: source(`hs_expiration_duration: 'a week'`),
      declaration: { pause: true },
    });
    expect(only(runs)).toEqual(failed(/hs_expiration_duration is "a week", which is no ISO 8601 duration/));
  });

  it('says in the log who can complete it, and how', async () => {
    const { lines } = await run({ source: source(`ticket: 7`), declaration: { pause: true } });

    expect(lines.at(-1)).toMatchObject({
      level: 'INFO',
      message: expect.stringMatching(
        /604800 seconds at most, .*: npx coded-actions callbacks complete callback-1$/,
      ),
      block: { callbackId: 'callback-1', expirationSeconds: 604_800 },
    });
  });

  it('hands a lone action its outputs back, in the log', async () => {
    const { lines } = await run({
      source: source(`ticket: 7`),
      declaration: { pause: true, undeclaredOutputs: 'keep' },
    });

    expect(lines.at(-1)).toMatchObject({
      block: { outputFields: { hs_execution_state: 'BLOCK', ticket: 7 } },
    });
  });

  it.each(['SUCCESS', 'FAIL_CONTINUE'])('is not what %s asks for', async (state) => {
    const runs = await run({
      source: `exports.main = () => ({ outputFields: { hs_execution_state: '${state}' } });`,
    });
    expect(only(runs)).toEqual({ outputs: { hs_execution_state: state } });
  });
});

describe('the modern form', () => {
  it('gets typed inputs, the record, secrets and the idempotency key; what it returns are the outputs', async () => {
    server.secrets['coded-actions/dev/TOKEN'] = ['a-secret-token'];
    const source = `import { action } from 'coded-actions';
      export default action<{ n: number }, object, 'TOKEN'>(async ({ inputs, record, secrets, idempotencyKey, signal, log }) => {
        log.info('called', { n: inputs.n });
        return { a: [typeof inputs.n, record.objectType, record.objectId, secrets.TOKEN.length, idempotencyKey, signal.aborted].join() };
      });`;

    const runs = await run({
      source,
      declaration: { outputs: { a: { type: 'string' } }, secrets: ['TOKEN'] },
      invocations: [{ invocation: { inputs: { n: 5 } } }],
    });

    expect(only(runs)).toEqual({ outputs: { a: 'number,contact,1001,14,callback-1,false' } });
    expect(runs.lines).toEqual([
      expect.objectContaining({ level: 'INFO', message: 'called', n: 5, run: 'run-1' }),
    ]);
  });

  it.each([
    ['RetryableError', `new RetryableError('again')`, 'CodedActions.Retryable'],
    ['NonRetryableError', `new NonRetryableError('never')`, 'CodedActions.Failed'],
    ['RetryAfterError', `new RetryAfterError(90, 'later')`, 'CodedActions.RetryAfter'],
  ])('decides itself what is tried again: %s', async (name, made, failure) => {
    const source = `import { action, ${name} } from 'coded-actions';\nexport default action(() => {\n  throw ${made};\n});`;

    const error = only(await run({ source }));

    expect(error).toMatchObject({
      name: failure,
      message: expect.stringMatching(new RegExp(`availability\\.ts:3:\\d+\\): ${name}: `)),
    });
  });
});

describe('an action that gives nothing although its step declares outputs', () => {
  const declaration = { outputs: { a: { type: 'string' as const }, b: { type: 'string' as const } } };

  it.each([
    [
      'never calls back',
      `() => {}`,
      'WARN',
      /ended without giving the outputs that its step declares \(a, b\)/,
    ],
    [
      'ends its process',
      `() => process.exit(0)`,
      'WARN',
      /called process\.exit\(0\) before it gave the outputs .*\(a, b\)/,
    ],
    [
      'returns what has no outputFields',
      `async () => ({ a: '1', n: 2 })`,
      'WARN',
      /returned an object without outputFields\. Did you mean \{ outputFields: \{ a, n \} \}\?/,
    ],
    [
      'returns text',
      `async () => 'done'`,
      'WARN',
      /returned a string\. Did you mean \{ outputFields: \{ … \} \}\?/,
    ],
    [
      'calls back with what has no outputFields',
      `(event, callback) => callback({ text: 'x' })`,
      'WARN',
      /callback got an object without outputFields\. Did you mean \{ outputFields: \{ text \} \}\?/,
    ],
    [
      'calls back with nothing',
      `(event, callback) => callback()`,
      'WARN',
      /ended without giving the outputs/,
    ],
  ])('succeeds, as at HubSpot, and its log says so: it %s', async (_what, main, level, message) => {
    const runs = await run({ source: `exports.main = ${main};`, declaration });

    expect(only(runs)).toEqual({ outputs: {} });
    expect(runs.lines).toEqual([expect.objectContaining({ level, message: expect.stringMatching(message) })]);
  });

  it('is told once what is missing beside others', async () => {
    const source = `exports.main = () => ({ outputFields: { a: '1' } });`;

    const { lines, answers } = await run({ source, declaration, invocations: [{}, {}] });

    expect(answers.map(({ result }) => result?.outputs)).toEqual([{ a: '1' }, { a: '1' }]);
    expect(lines.map(({ level, message }) => [level, message])).toEqual([
      ['INFO', expect.stringMatching(/^Declared outputs that the action did not give: b\./)],
    ]);
  });

  it.each([
    ['gives them as undefined and null', `() => ({ outputFields: { a: undefined, b: null } })`, declaration],
    ['declares none', `async () => ({ data: {} })`, {}],
    ['asks to go on', `() => ({ outputFields: { hs_execution_state: 'FAIL_CONTINUE' } })`, declaration],
  ])('is told nothing where it %s', async (_what, main, declared) => {
    const { lines, answers } = await run({ source: `exports.main = ${main};`, declaration: declared });

    expect(answers[0]?.error).toBeUndefined();
    expect(lines).toEqual([]);
  });

  it('is told in the modern form too', async () => {
    const source = `import { action } from 'coded-actions'; export default action(async () => {});`;
    const { lines } = await run({ source, declaration });
    expect(lines).toEqual([
      expect.objectContaining({ level: 'WARN', message: expect.stringMatching(/ended without giving/) }),
    ]);
  });
});

describe("a bot's event", () => {
  it('is given whole, and what the bot is to say is the answer', async () => {
    const source = `exports.main = (event, callback) => callback({ botMessage: event.userMessage.message + event.session.vid, responseExpected: true });`;
    const bot = { userMessage: { message: 'hi', quickReply: null }, session: { vid: 7 } };

    const runs = await run({
      source,
      declaration: { undeclaredOutputs: 'keep' },
      invocations: [{ invocation: { bot } }],
    });

    expect(only(runs)).toEqual({ outputs: { botMessage: 'hi7', responseExpected: true } });
  });
});

describe('anything at all thrown or returned', () => {
  const nasty = [
    `undefined`,
    `null`,
    `0`,
    `'x'.repeat(5e6)`,
    `10n`,
    `Symbol('s')`,
    `(() => { const a = {}; a.a = a; return a; })()`,
    `Object.fromEntries(Array.from({ length: 1e5 }, (_, n) => ['key' + n, n]))`,
    `new Proxy({}, { get() { throw new Error('trap'); }, has() { throw new Error('trap'); }, ownKeys() { throw new Error('trap'); }, getPrototypeOf() { throw new Error('trap'); } })`,
    `(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })()`,
    `{ get message() { throw new Error('getter'); }, get stack() { throw new Error('getter'); }, get then() { throw new Error('then'); } }`,
    `Object.assign(new Error('x'.repeat(5e6)), { stack: 'y'.repeat(5e6), response: { status: 400, data: 'z'.repeat(5e6) } })`,
    `Object.defineProperty(new Error('m'), 'message', { get() { throw new Error('getter'); } })`,
    `Object.assign(new Error('m'), { name: 5, stack: null, message: {}, code: {}, cause: 7, response: 'text', errors: 'text' })`,
    `{ [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error('inspect'); } }`,
    `Object.create(null)`,
    `new (class extends Error { get name() { throw new Error('name'); } })()`,
    `{ then(resolve, reject) { throw new Error('thenable'); } }`,
    `{ then() {} }`,
    `Object.assign(() => {}, { toString() { throw new Error('toString'); } })`,
    `new Error('cycle', { cause: (() => { const e = new Error('a'); e.cause = e; return e; })() })`,
    `{ outputFields: new Proxy({ a: 1 }, { get() { throw new Error('trap'); } }) }`,
    `{ outputFields: new Proxy({ a: 1 }, { ownKeys() { throw new Error('trap'); } }) }`,
    `{ get outputFields() { throw new Error('getter'); } }`,
  ];

  /** Values that nobody thought of, the same in every run of this test. */
  const random = fc
    .sample(
      fc.anything({
        withBigInt: true,
        withDate: true,
        withMap: true,
        withSet: true,
        withNullPrototype: true,
        withTypedArray: true,
        withSparseArray: true,
      }),
      { seed: 4, numRuns: 100 },
    )
    .map((value) => fc.stringify(value));
  const values = [...nasty, ...random];

  it.each(['throw', 'reject', 'callback', 'return', 'give as an output', 'throw in a timer'])(
    'ends in a bounded, readable answer: %s',
    async (way) => {
      const doing = {
        throw: 'throw value',
        reject: 'return Promise.reject(value)',
        callback: 'callback(value)',
        return: 'return value',
        'give as an output':
          'return { outputFields: { a: value, b: value, [String(event.inputFields.n)]: value } }',
        'throw in a timer': 'setTimeout(() => { throw value; })',
      }[way];
      const source = `const values = [${values.map((value) => `() => (${value})`).join(',\n')}];
        exports.main = (event, callback) => { const value = values[Number(event.inputFields.n)](); ${doing}; };`;

      const { answers, exitCode } = await run({
        source,
        declaration: { outputs: { a: { type: 'object' }, b: { type: 'enumeration', choices: ['x'] } } },
        invocations: values.map((_value, n) => ({ invocation: { inputs: { n } } })),
      });

      expect(exitCode).toBe(0);
      expect(answers).toHaveLength(values.length);
      for (const { error, result } of answers) {
        if (error === undefined) {
          expect(result).toEqual({ outputs: expect.anything() });
          continue;
        }
        expect(error.name).toBe('CodedActions.Failed');
        expect(error.message).toMatch(
          /^rotate-leads\/availability \(workflows\/rotate-leads\/availability\.(?:ts:\d+:\d+|js)\): ./,
        );
        expect(error.message.length).toBeLessThan(3_000);
      }
      if (way.startsWith('throw') || way === 'reject') expect(answers.every(({ error }) => error)).toBe(true);
    },
    30_000,
  );
});
