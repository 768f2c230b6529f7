import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalFunction } from '../../../../lib/local/assembly/local-resources';
import { accessKeyOfRole } from '../../../../lib/local/lambda/function-environment';
import { LocalLambda } from '../../../../lib/local/lambda/local-lambda';

// Held to Lambda's documentation ("Using Lambda environment variables", "Lambda quotas", "Troubleshoot invocation
// issues") and to the source of AWS's client for Node.js (npm aws-lambda-ric 4.0.2).

const folder = mkdtempSync(join(tmpdir(), 'local-lambda-'));
const opened: LocalLambda[] = [];

afterEach(() => {
  for (const lambda of opened.splice(0)) lambda.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function functionOf(code: string, changes: Partial<LocalFunction> = {}): LocalFunction {
  const codeFolder = mkdtempSync(join(folder, 'code-'));
  writeFileSync(join(codeFolder, 'index.js'), code);
  return {
    stack: 'test',
    logicalId: 'Function',
    name: 'function',
    arn: 'arn:aws:lambda:us-east-1:000000000000:function:function',
    description: '',
    runtime: 'nodejs20.x',
    handler: 'index.handler',
    codeFolder,
    environment: {},
    memorySize: 128,
    timeoutSeconds: 5,
    roleArn: 'arn:aws:iam::000000000000:role/role',
    logGroup: '/aws/lambda/function',
    ...changes,
  };
}

function lambdaOf(fn: LocalFunction, processesPerVersion = 2): LocalLambda {
  const version = {
    stack: 'test',
    logicalId: 'Version',
    functionArn: fn.arn,
    version: '7',
    arn: `${fn.arn}:7`,
  };
  const lambda = new LocalLambda({
    functions: [fn],
    versions: [version],
    endpoint: 'http://127.0.0.1:1',
    packageFolders: [],
    processesPerVersion,
  });
  opened.push(lambda);
  return lambda;
}

async function invoke(code: string, changes: Partial<LocalFunction> = {}, event: unknown = {}) {
  const result = await lambdaOf(functionOf(code, changes)).invoke('function', JSON.stringify(event));
  return { ...result, value: JSON.parse(result.payload) };
}

describe('what a function is given', () => {
  it("has the declared environment and Lambda's own, and nothing of the host's", async () => {
    process.env.SECRET_OF_THE_HOST = 'x';
    const fn = functionOf('exports.handler = async () => ({ env: process.env, cwd: process.cwd() });', {
      environment: { DECLARED: 'yes' },
      runtime: 'nodejs24.x',
    });
    const { payload } = await lambdaOf(fn).invoke('function', '{}');
    delete process.env.SECRET_OF_THE_HOST;
    const { env, cwd } = JSON.parse(payload);
    expect(cwd).toBe(fn.codeFolder);
    const { PATH, ...rest } = env;
    expect(PATH).toContain('/usr/bin');
    expect({ ...rest, AWS_LAMBDA_LOG_STREAM_NAME: '', _X_AMZN_TRACE_ID: '' }).toEqual({
      DECLARED: 'yes',
      _HANDLER: 'index.handler',
      LAMBDA_TASK_ROOT: fn.codeFolder,
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_NAME: 'function',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/function',
      AWS_LAMBDA_LOG_STREAM_NAME: '',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_ACCESS_KEY_ID: accessKeyOfRole(fn.roleArn),
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_SESSION_TOKEN: 'local',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      LANG: 'en_US.UTF-8',
      TZ: ':UTC',
      _X_AMZN_TRACE_ID: '',
    });
  });

  it('has the event and a context that counts the time down', async () => {
    const { value, executedVersion } = await lambdaOf(
      functionOf(
        'exports.handler = async (event, c) => ({ event, id: c.awsRequestId, arn: c.invokedFunctionArn, left: c.getRemainingTimeInMillis(), v: c.functionVersion });',
      ),
    )
      .invoke('arn:aws:lambda:us-east-1:000000000000:function:function:7', '{"a":1}')
      .then((result) => ({ ...result, value: JSON.parse(result.payload) }));
    expect(value).toMatchObject({
      event: { a: 1 },
      v: '7',
      arn: expect.stringMatching(/:function:function:7$/),
    });
    expect(value.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(value.left).toBeGreaterThan(4_000);
    expect(value.left).toBeLessThanOrEqual(5_000);
    expect(executedVersion).toBe('7');
  });

  it('loads ES modules and handlers in folders', async () => {
    const fn = functionOf('', { handler: 'inner/code.main.run' });
    mkdirSync(join(fn.codeFolder, 'inner'));
    writeFileSync(
      join(fn.codeFolder, 'inner', 'code.mjs'),
      'await 1; export const main = { run: async () => "esm" };',
    );
    expect(JSON.parse((await lambdaOf(fn).invoke('function', '{}')).payload)).toBe('esm');
  });

  it('keeps module variables from one invocation to the next, in one warm process', async () => {
    const lambda = lambdaOf(
      functionOf('let n = 0; exports.handler = async () => ({ n: ++n, pid: process.pid });'),
    );
    const first = JSON.parse((await lambda.invoke('function', '{}')).payload);
    const second = await lambda.invoke('function', '{}');
    expect(JSON.parse(second.payload)).toEqual({ n: 2, pid: first.pid });
    expect(second.initDuration).toBeUndefined();
  });
});

describe('the event loop while a handler runs', () => {
  it('is empty but for what the handler does, so that beforeExit tells the drain, again and again', async () => {
    const lambda = lambdaOf(
      functionOf(`
        exports.handler = () => new Promise((resolve) => {
          setImmediate(() => {});
          process.once('beforeExit', () => resolve({ listeners: ['beforeExit', 'uncaughtException', 'unhandledRejection'].map((e) => process.listenerCount(e)), resources: process.getActiveResourcesInfo() }));
        });`),
    );
    for (let run = 0; run < 5; run++) {
      const value = JSON.parse((await lambda.invoke('function', '{}')).payload);
      expect(value).toEqual({ listeners: [0, 0, 0], resources: [] });
    }
  });

  it('ends the process when it drains without an answer', async () => {
    const { value } = await invoke('exports.handler = () => new Promise(() => {});');
    expect(value).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(
        /^RequestId: [0-9a-f-]{36} Error: Runtime exited without providing a reason$/,
      ),
    });
  });

  it('has no channel to the parent that a handler could take', async () => {
    const { value } = await invoke(
      'exports.handler = async () => [typeof process.send, typeof process.channel, typeof process.disconnect];',
    );
    expect(value).toEqual(['undefined', 'undefined', 'undefined']);
  });
});

describe('a function that fails', () => {
  const failures: [
    title: string,
    code: string,
    errorType: string,
    errorMessage: RegExp,
    changes?: Partial<LocalFunction>,
  ][] = [
    ['throws', 'exports.handler = async () => { throw new TypeError("no") };', 'TypeError', /^no$/],
    ['throws a string', 'exports.handler = async () => { throw "no" };', 'string', /^no$/],
    [
      'throws a named error',
      'exports.handler = () => { const e = new Error("no"); e.name = "Mine.Own"; throw e };',
      'Mine.Own',
      /^no$/,
    ],
    [
      'answers what JSON cannot say',
      'exports.handler = async () => 1n;',
      'Runtime.JSONStringifyError',
      /stringify/,
    ],
    [
      'exits',
      'exports.handler = () => process.exit(3);',
      'Runtime.ExitError',
      /Runtime exited with error: exit status 3$/,
    ],
    [
      'kills itself',
      'exports.handler = () => { process.kill(process.pid, "SIGKILL"); return new Promise(() => setInterval(() => {}, 9)) };',
      'Runtime.ExitError',
      /signal: killed$/,
    ],
    [
      'rejects behind its own back',
      'exports.handler = () => { Promise.reject(new Error("late")); return new Promise(() => setInterval(() => {}, 9)) };',
      'Runtime.ExitError',
      /exit status 1$/,
    ],
    [
      'loops for ever',
      'exports.handler = () => { for (;;); };',
      'Sandbox.Timedout',
      /Error: Task timed out after 1\.00 seconds$/,
      { timeoutSeconds: 1 },
    ],
    [
      'waits for ever',
      'exports.handler = () => new Promise(() => setInterval(() => {}, 9));',
      'Sandbox.Timedout',
      /1\.00 seconds$/,
      { timeoutSeconds: 1 },
    ],
    [
      'takes memory beside the heap',
      'exports.handler = () => { const a = []; const t = setInterval(() => a.push(Buffer.alloc(2e7, 1)), 5); return new Promise(() => {}) };',
      'Runtime.ExitError',
      /signal: killed$/,
    ],
    [
      'takes memory on the heap',
      'exports.handler = async () => { const a = []; for (;;) a.push(new Array(1000).fill(a.length)) };',
      'Runtime.ExitError',
      /signal: (killed|aborted)$/,
    ],
    [
      'has no module',
      'require("not-there"); exports.handler = 1',
      'Runtime.ImportModuleError',
      /Cannot find module 'not-there'/,
    ],
    ['has a syntax error', 'exports.handler = ={', 'Runtime.UserCodeSyntaxError', /SyntaxError/],
    [
      'has no such export',
      'exports.other = 1',
      'Runtime.HandlerNotFound',
      /index\.handler is undefined or not exported/,
    ],
    ['exports no function', 'exports.handler = 1', 'Runtime.HandlerNotFound', /is not a function/],
    [
      'has no such file',
      '',
      'Runtime.ImportModuleError',
      /Cannot find module 'absent'/,
      { handler: 'absent.handler' },
    ],
    ['throws as it loads', 'throw new RangeError("at load")', 'RangeError', /at load/],
    ['exits as it loads', 'process.exit(5)', 'Runtime.ExitError', /exit status 5/],
    [
      'takes a callback on Node 24',
      'exports.handler = (a, b, c) => {}',
      'Runtime.CallbackHandlerDeprecated',
      /removed support for callback/,
      { runtime: 'nodejs24.x' },
    ],
    [
      'answers too much',
      'exports.handler = async () => "x".repeat(7e6)',
      'Function.ResponseSizeTooLarge',
      /exceeded maximum allowed payload size \(6291556 bytes\)/,
    ],
  ];

  it.each(failures)(
    'that %s is answered as Lambda answers',
    async (...[, code, errorType, errorMessage, changes]) => {
      const { value, functionError } = await invoke(code, changes);
      expect(functionError).toBe('Unhandled');
      expect(value).toMatchObject({ errorType, errorMessage: expect.stringMatching(errorMessage) });
    },
  );

  it('cannot harm us by writing to the descriptors that it finds', async () => {
    const code = `
      exports.handler = async () => {
        require('fs').writeSync(4, 'not json\\n{"type":"nonsense"}\\n[]\\n');
        return 'survived';
      };`;
    const lambda = lambdaOf(functionOf(code));
    await lambda.invoke('function', '{}');
    expect(JSON.parse((await lambda.invoke('function', '{}')).payload)).toBe('survived');
  });

  it('is replaced by a fresh process for the next invocation', async () => {
    const lambda = lambdaOf(
      functionOf('exports.handler = ({ die }) => { if (die) for (;;); return "alive"; };', {
        timeoutSeconds: 1,
      }),
      1,
    );
    const [dead, next] = await Promise.all([
      lambda.invoke('function', '{"die":true}'),
      lambda.invoke('function', '{}'),
    ]);
    expect(JSON.parse(dead.payload).errorType).toBe('Sandbox.Timedout');
    expect(JSON.parse(next.payload)).toBe('alive');
  });

  it.each([
    ['loops for ever', 'for (;;);', /timed out after 2\.00 seconds\. a\.js let nothing else run/],
    [
      'takes memory beside the heap',
      'const a = []; setInterval(() => a.push(Buffer.alloc(2e7, 1)), 5); return new Promise(() => {});',
      /signal: killed\. a\.js needs more than its "memory" of 128 MB/,
    ],
    [
      'takes memory on the heap',
      'const a = []; for (;;) a.push(new Array(1000).fill(a.length));',
      /a\.js (needs|most likely needs) more than its "memory" of 128 MB/,
    ],
  ])('of an action that %s says what to do about it', async (_what, body, message) => {
    const fn = functionOf(`exports.handler = async () => { ${body} };`, { timeoutSeconds: 2 });
    writeFileSync(join(fn.codeFolder, 'step.json'), JSON.stringify({ file: 'a.js', timeoutSeconds: 1 }));

    const { payload } = await lambdaOf(fn).invoke('function', '{}');

    expect(JSON.parse(payload).errorMessage).toMatch(message);
  });

  it('takes what it started with it when it is killed', async () => {
    const fn = functionOf(
      'exports.handler = () => { const c = require("child_process").spawn("sleep", ["60"], { stdio: "ignore" }); console.log("pid " + c.pid); for (;;); };',
      { timeoutSeconds: 1 },
    );
    const { logs } = await lambdaOf(fn).invoke('function', '{}');
    const pid = Number(/pid (\d+)/.exec(logs[0]?.message ?? '')?.[1]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(pid).toBeGreaterThan(0);
    expect(isRunning(pid)).toBe(false);
  });
});

/** A killed process that nobody has waited for is a zombie, and does not run. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/\) Z /.test(require('node:fs').readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

describe('the log', () => {
  it('keeps the order of both outputs and tells time and level', async () => {
    const { logs } = await invoke(
      'exports.handler = async () => { console.log("one\\n1b", { a: 1 }); console.error("two"); process.stderr.write("three\\n"); process.stdout.write("four\\n"); console.warn("five"); };',
    );
    expect(logs.map(({ level, message }) => [level, message])).toEqual([
      ['INFO', 'one\n1b { a: 1 }'],
      ['ERROR', 'two'],
      [undefined, 'three'],
      [undefined, 'four'],
      ['WARN', 'five'],
    ]);
    for (const { time } of logs) expect(Math.abs(Date.parse(time) - Date.now())).toBeLessThan(10_000);
  });

  it('belongs to its invocation', async () => {
    const lambda = lambdaOf(
      functionOf('console.log("load"); exports.handler = async (e) => { console.log("run " + e.n); };'),
      1,
    );
    const first = await lambda.invoke('function', '{"n":1}');
    const second = await lambda.invoke('function', '{"n":2}');
    expect(first.logs.map(({ message }) => message)).toEqual(['load', 'run 1']);
    expect(second.logs.map(({ message }) => message)).toEqual(['run 2']);
  });

  it('of a flood is whole up to a bound, and the rest is counted', async () => {
    const { logs, value } = await invoke(
      'exports.handler = async () => { for (let i = 0; i < 100000; i++) console.log("line " + i + "x".repeat(100)); return "done"; };',
    );
    expect(value).toBe('done');
    expect(logs.length).toBeGreaterThan(20_000);
    expect(logs.at(-1)?.message).toMatch(/^\d+ more lines were written and are not kept\.$/);
    expect(logs[19_999]?.message).toMatch(/^line 19999x/);
  });

  it('of a process that is killed at its time limit is there', async () => {
    const code = 'exports.handler = () => { console.log("last words"); for (;;); };';
    const { logs } = await invoke(code, { timeoutSeconds: 1 });
    expect(logs.map(({ message }) => message)).toEqual(['last words']);
  });

  it('of a process that exits is there', async () => {
    const { logs } = await invoke(
      'exports.handler = () => { console.log("x".repeat(500000)); console.log("last"); process.exit(1); };',
    );
    expect(logs.at(-1)?.message).toBe('last');
  });
});

describe('Invoke', () => {
  it.each([
    ['an unknown function', 'other', '{}', 'ResourceNotFoundException'],
    ['an unknown version', 'function:8', '{}', 'ResourceNotFoundException'],
    [
      'a payload over 6 MB',
      'function',
      JSON.stringify('x'.repeat(6 * 1024 * 1024)),
      'RequestTooLargeException',
    ],
    ['what is not JSON', 'function', '{', 'InvalidRequestContentException'],
  ])('refuses %s', async (_, name, payload, error) => {
    const lambda = lambdaOf(functionOf('exports.handler = async () => 1'));
    await expect(lambda.invoke(name, payload)).rejects.toMatchObject({ name: error });
  });

  it('runs as many at once as there may be processes, and the others after them', async () => {
    const code = 'exports.handler = () => new Promise((r) => setTimeout(() => r(process.pid), 150));';
    const lambda = lambdaOf(functionOf(code), 2);
    const answers = await Promise.all(Array.from({ length: 6 }, () => lambda.invoke('function', '{}')));
    expect(new Set(answers.map(({ payload }) => payload)).size).toBe(2);
  });

  it('needs no second process for many short invocations', async () => {
    const lambda = lambdaOf(functionOf('exports.handler = async () => process.pid;'), 2);
    await lambda.invoke('function', '{}');
    const invokeTen = async () => {
      const answers = await Promise.all(Array.from({ length: 10 }, () => lambda.invoke('function', '{}')));
      return new Set(answers.map(({ payload }) => payload)).size;
    };
    // On a machine that is busy otherwise, a short invocation may take long: then one of three times will do.
    const processes = [await invokeTen(), await invokeTen(), await invokeTen()];
    expect(Math.min(...processes)).toBe(1);
  });

  it('starts nothing any more when it is closed while others wait', async () => {
    const code = 'exports.handler = () => new Promise((r) => setTimeout(r, 60000));';
    const lambda = lambdaOf(functionOf(code, { timeoutSeconds: 90 }), 1);
    const running = [lambda.invoke('function', '{}'), lambda.invoke('function', '{}')];
    await new Promise((resolve) => setTimeout(resolve, 300));
    lambda.close();
    const answers = await Promise.all(running);
    expect(answers.map(({ payload }) => JSON.parse(payload).errorType)).toEqual([
      'Runtime.ExitError',
      'Runtime.ExitError',
    ]);
  });

  it('refuses what is over the reserved concurrency', async () => {
    const fn = functionOf('exports.handler = () => new Promise((r) => setTimeout(r, 100));', {
      reservedConcurrency: 1,
    });
    const lambda = lambdaOf(fn);
    const first = lambda.invoke('function', '{}');
    await expect(lambda.invoke('function', '{}')).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      status: 429,
    });
    await first;
  });

  it('ends what is under way when it is closed', async () => {
    const lambda = lambdaOf(
      functionOf('exports.handler = () => new Promise((r) => setTimeout(r, 60000));', { timeoutSeconds: 90 }),
    );
    const running = lambda.invoke('function', '{}');
    await new Promise((resolve) => setTimeout(resolve, 300));
    lambda.close();
    expect(JSON.parse((await running).payload).errorType).toBe('Runtime.ExitError');
  });
});
