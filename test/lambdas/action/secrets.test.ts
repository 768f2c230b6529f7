import { native } from '../../../lambdas/action/native';
import { answerOf, Secrets, secretsAccess } from '../../../lambdas/action/secrets';
import { type ActionCase, runAction } from './run-action';
import { startTestServer, type TestServer } from './test-server';

jest.setTimeout(30_000);

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const minutes = 60_000;
const access = () => ({
  stage: 'dev',
  endpoint: server.url,
  region: 'eu-west-1',
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'key',
});
const denied = { error: 'AccessDeniedException' };
const down = { error: 'InternalServiceError' };
const throttled = { error: 'ThrottlingException' };

describe('secrets', () => {
  it('are read once in five minutes, and then again', async () => {
    let now = 0;
    server.secrets['coded-actions/dev/A'] = ['first-value', 'second-value'];
    const secrets = new Secrets(['A'], access, { ...native, now: () => now }, 20_000);
    const read = async () => {
      const { values, changed } = await secrets.read();
      return [values.get('A'), changed];
    };

    expect(await read()).toEqual(['first-value', false]);
    now = 5 * minutes - 1;
    expect(await read()).toEqual(['first-value', false]);
    now = 5 * minutes;
    expect(await read()).toEqual(['second-value', true]);
    now = 10 * minutes;
    expect(await read()).toEqual(['second-value', false]);
  });

  it.each([
    ['permissions that are not there yet', [denied, denied, 'value']],
    ['a throttle', [throttled, 'value']],
    ['a service that is down for a moment', [down, 'value']],
  ])('wait for %s', async (_name, answers) => {
    server.secrets['coded-actions/dev/A'] = answers;
    const { values } = await new Secrets(['A'], access, native, 20_000).read();
    expect(values.get('A')).toBe('value');
  });

  it.each([
    [
      'is missing',
      [{ error: 'ResourceNotFoundException' }],
      /secret A \(coded-actions\/dev\/A\) has no value: set it with `npx coded-actions secrets set A`/,
      false,
    ],
    ['may not be read', [denied], /may not be read by this step's role: AccessDeniedException: no/, true],
    ['cannot be read', [{ error: 'DecryptionFailure' }], /could not be read: DecryptionFailure/, false],
    ['cannot be read now', [down], /could not be read: InternalServiceError/, true],
  ])('fail by name where one %s', async (_name, answers, message, retryable) => {
    server.secrets['coded-actions/dev/A'] = answers;
    // each look at the clock is a second later
    let now = 0;
    const secrets = new Secrets(['A'], access, { ...native, now: () => (now += 1_000) }, 20_000);
    await expect(secrets.read()).rejects.toMatchObject({
      message: expect.stringMatching(message),
      retryable,
    });
  });

  it.each([
    ['the service is down', down],
    ['the role may not', denied],
  ])('stand as they were while %s', async (_name, answer) => {
    server.secrets['coded-actions/dev/A'] = ['value', answer, 'changed'];
    let now = 0;
    const secrets = new Secrets(['A'], access, { ...native, now: () => now }, 20_000);
    const read = async (at: number) => {
      now = at;
      const { values, changed } = await secrets.read();
      return [values.get('A'), changed];
    };

    expect(await read(0)).toEqual(['value', false]);
    expect(await read(5 * minutes)).toEqual(['value', false]);
    // asked again a minute later, not at every run meanwhile
    expect(await read(6 * minutes - 1)).toEqual(['value', false]);
    expect(await read(6 * minutes)).toEqual(['changed', true]);
  });

  it('go to the address that the SDKs would take', () => {
    const endpoint = (environment: NodeJS.ProcessEnv) => secretsAccess(environment, 'dev').endpoint;
    expect(endpoint({ AWS_REGION: 'eu-west-1' })).toBe('https://secretsmanager.eu-west-1.amazonaws.com');
    expect(endpoint({ AWS_REGION: 'cn-north-1' })).toBe('https://secretsmanager.cn-north-1.amazonaws.com.cn');
    expect(endpoint({ AWS_ENDPOINT_URL: 'http://a' })).toBe('http://a');
    expect(endpoint({ AWS_ENDPOINT_URL: 'http://a', AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://b' })).toBe(
      'http://b',
    );
  });

  it.each([
    [200, '{"SecretString":"s"}', { value: 's' }],
    [200, `{"SecretBinary":"${Buffer.from('bytes').toString('base64')}"}`, { value: 'bytes' }],
    [400, '{"__type":"com.amazonaws.secretsmanager#ResourceNotFoundException"}', { kind: 'missing' }],
    [503, 'Service Unavailable', { kind: 'passing' }],
    [200, '{}', { kind: 'refused' }],
  ])("reads the service's answer %i %s", (status, body, answer) => {
    expect(answerOf(status, body)).toMatchObject(answer);
  });
});

describe('an action with secrets', () => {
  const run = (action: ActionCase) => runAction({ ...action, environment: { AWS_ENDPOINT_URL: server.url } });
  const outputs = { a: { type: 'string' as const } };

  it('begins anew, in a fresh environment, when a value has changed', async () => {
    server.secrets['coded-actions/dev/TOKEN'] = ['the-old-token', 'the-new-token'];
    const source = `const client = process.env.TOKEN.slice(4, 7); let runs = 0; exports.main = async () => ({ outputFields: { a: client + process.env.TOKEN.slice(4, 7) + ++runs } });`;

    const { answers } = await run({
      source,
      declaration: { secrets: ['TOKEN'], outputs },
      invocations: [{}, {}, { advanceMs: 5 * minutes }, {}],
    });

    expect(answers.map(({ result }) => result?.outputs.a)).toEqual([
      'oldold1',
      'oldold2',
      'newnew1',
      'newnew2',
    ]);
  });

  it('fails by name without one, and runs when it is there', async () => {
    server.secrets['coded-actions/dev/TOKEN'] = [{ error: 'ResourceNotFoundException' }, 'a-token'];
    const { answers, lines } = await run({
      source: `exports.main = async () => ({ outputFields: { a: 'ran' } });`,
      declaration: { secrets: ['TOKEN'], outputs },
      invocations: [{}, {}],
    });

    expect(answers[0]?.error).toMatchObject({
      name: 'CodedActions.Failed',
      message: expect.stringContaining('secret TOKEN'),
    });
    expect(lines[0]).toMatchObject({ level: 'ERROR', error: { internal: false, retryable: false } });
    expect(answers[1]?.result).toEqual({ outputs: { a: 'ran' } });
  });

  const secret = 'hunter2-"quoted"\\and/more';
  const ways = {
    'console.log': 'console.log(s, { s }, [s])',
    'console.error of an error': 'console.error(new Error(s))',
    'console.table, dir, group, trace, assert, count':
      'console.table([{ s }]); console.dir({ s }); console.group(s); console.trace(s); console.assert(false, s); console.count(s)',
    'console.log of the environment': 'console.log(process.env)',
    'a console of its own': 'new console.Console(process.stdout, process.stderr).log(s)',
    'process.stdout and process.stderr':
      "process.stdout.write(s); process.stderr.write(Buffer.from(s + '\\n')); process.stdout.cork(); process.stdout.write(s); process.stdout.write(s); process.stdout.uncork()",
    'descriptors and their files':
      "const fs = require('fs'); fs.writeSync(1, s); fs.writeSync(2, Buffer.from(s)); fs.writeFileSync('/dev/stdout', s); fs.appendFileSync('/proc/self/fd/2', s); fs.write(1, s, () => {}); fs.writeFile('/dev/stderr', s, () => {})",
    'a warning': 'process.emitWarning(s)',
    'a stream that pipes': "require('stream').Readable.from([s, s]).pipe(process.stdout, { end: false })",
    'util.debuglog and inspect': "console.log(require('util').inspect({ s }, { breakLength: 10 }))",
    'cut text': "console.log('.'.repeat(59_990) + s); throw new Error('.'.repeat(1_970) + s)",
    'JSON in JSON': 'console.log(JSON.stringify({ a: JSON.stringify({ s }) }))',
    JSON: 'console.log(JSON.stringify({ s }), JSON.stringify({ s }, null, 2))',
    'a URL': "console.log('https://x/?s=' + encodeURIComponent(s))",
    'a throw': 'throw new Error(s)',
    'a thrown string': 'throw s',
    "a client's error":
      "throw Object.assign(new Error('refused'), { response: { status: 401, data: { token: s } }, config: { headers: { s } } })",
    'a rejection': 'Promise.reject(new Error(s))',
    'a name of an error': 'throw Object.assign(new Error(), { name: s })',
    'an output': "return { outputFields: { a: 'Bearer ' + s } }",
    'an output that is not declared': 'return { outputFields: { [s]: s } }',
    'an output that is no choice': 'return { outputFields: { e: s } }',
    'the callback without outputFields': 'callback({ [s]: 1 })',
    'process.exit': 'console.log(s); process.exit(1)',
    hs_execution_state: 'return { outputFields: { hs_execution_state: s } }',
    hs_expiration_duration:
      "return { outputFields: { hs_execution_state: 'BLOCK', hs_expiration_duration: s } }",
  };

  it.each(Object.entries(ways))('tells it to nobody: %s', async (_name, code) => {
    server.secrets['coded-actions/dev/S'] = [secret];
    const source = `let runs = 0; exports.main = async (event, callback) => { const s = process.env.S; ${code}; };`;

    const { text, answers } = await run({
      source,
      declaration: {
        secrets: ['S'],
        outputs: { ...outputs, e: { type: 'enumeration', choices: ['x'] } },
        pause: true,
      },
      invocations: [{}, {}],
    });

    const everything = text + JSON.stringify(answers.map(({ result, error }) => ({ result, error })));
    // Neither as it is, nor escaped, nor the beginning of what was cut off.
    expect(everything).not.toContain('hunter2');
    expect(everything).not.toContain('and/more');
    expect(everything).not.toContain(encodeURIComponent('and/more'));
    expect(everything).toContain('secret S');
    expect(answers).toHaveLength(2);
  });

  it('refuses an output that holds one, by name', async () => {
    server.secrets['coded-actions/dev/S'] = [secret];
    const { answers } = await run({
      source: `exports.main = async () => ({ outputFields: { a: 'Bearer ' + process.env.S } });`,
      declaration: { secrets: ['S'], outputs },
    });
    expect(answers[0]?.error?.message).toMatch(/The output a holds the value of the secret S/);
  });
});
