/**
 * What runs in a function's process: loads the handler as Lambda's Node.js runtime does, then takes one invocation
 * after the other. Plain JavaScript without imports of ours, since it is started by whatever Node the function needs.
 *
 * Checked against AWS's own client (npm `aws-lambda-ric` 4): while a handler runs, nothing here keeps the event loop
 * alive or listens to `beforeExit`, `uncaughtException` or `unhandledRejection`. So the next invocation is read by a
 * plain `fs.read` (pending only between invocations) and the answer is written synchronously; no IPC channel.
 *
 * File descriptors: 1 and 2 are the log; 3 brings invocations and 4 takes answers, each a line of JSON.
 */
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { format } = require('node:util');

const { read, writeSync, existsSync } = fs;
const { now } = Date;
const pause = new Int32Array(new SharedArrayBuffer(4));
const endOfLog = process.env._CODED_ACTIONS_END_OF_LOG;
// What the shell that starts us adds is not the function's environment.
for (const name of ['_CODED_ACTIONS_END_OF_LOG', 'PWD', 'OLDPWD', 'SHLVL', '_']) delete process.env[name];
let requestId = '-';

patchConsole();
main();

async function main() {
  let handler;
  try {
    handler = await loadHandler(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);
  } catch (error) {
    answer({ type: 'initError', error: formatError(error) });
    process.exit(1);
  }
  answer({ type: 'ready' });
  for (;;) {
    const invocation = await nextInvocation();
    requestId = invocation.requestId;
    process.env._X_AMZN_TRACE_ID = invocation.traceId;
    let response;
    try {
      response = {
        type: 'result',
        payload: serialize(await handler(JSON.parse(invocation.payload), contextOf(invocation))),
      };
    } catch (error) {
      response = { type: 'error', error: formatError(error) };
    }
    await new Promise((resolve) => setImmediate(resolve));
    await flush();
    if (response.type === 'error') console.error(`Invoke Error\t${JSON.stringify(response.error)}`);
    answer({ ...response, rss: process.memoryUsage.rss() });
    requestId = '-';
  }
}

/** One line from descriptor 3. The parent sends the next one only after the answer, so that nothing is left over. */
function nextInvocation() {
  return new Promise((resolve) => {
    const chunks = [];
    const buffer = Buffer.allocUnsafe(65_536);
    const more = () =>
      read(3, buffer, 0, buffer.length, null, (error, length) => {
        if (error?.code === 'EAGAIN') return void setTimeout(more, 1);
        // The parent is gone.
        if (error || length === 0) process.exit(0);
        chunks.push(Buffer.from(buffer.subarray(0, length)));
        if (buffer[length - 1] === 10) resolve(JSON.parse(Buffer.concat(chunks).toString()));
        else more();
      });
    more();
  });
}

/** Ends the log of this invocation, then gives the answer. */
function answer(message) {
  write(1, `\n${endOfLog}\n`);
  write(4, `${JSON.stringify(message)}\n`);
}

/** Writes all of it now, whether or not the descriptor blocks. */
function write(descriptor, text) {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      // The parent is gone.
      if (error.code !== 'EAGAIN') process.exit(0);
      Atomics.wait(pause, 0, 0, 1);
    }
  }
}

/**
 * Waits, half a second at most, for what the handler wrote to `process.stdout` itself: Node writes to a pipe later
 * when it is full. A stream that nobody used is not made for this.
 */
async function flush() {
  if (!process.getActiveResourcesInfo().includes('PipeWrap')) return;
  const patience = now() + 500;
  const pending = () => process.stdout.writableLength + process.stderr.writableLength;
  while (pending() > 0 && now() < patience) await new Promise((resolve) => setImmediate(resolve));
}

function contextOf({ requestId, functionArn, deadline, traceId }) {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: undefined,
    identity: undefined,
    invokedFunctionArn: functionArn,
    awsRequestId: requestId,
    tenantId: undefined,
    xRayTraceId: traceId,
    getRemainingTimeInMillis: () => deadline - now(),
  };
}

async function loadHandler(taskRoot, handlerName) {
  const file = path.basename(handlerName);
  const [, moduleName, exportName] = file.match(/^([^.]*)\.(.*)$/) ?? [];
  if (moduleName === undefined || handlerName.includes('..')) {
    throw named('Runtime.MalformedHandlerName', 'Bad handler');
  }
  const base = path.resolve(taskRoot, path.dirname(handlerName), moduleName);
  const loaded = await loadModule(base, moduleName);
  const find = (from) => exportName.split('.').reduce((value, key) => value?.[key], from);
  const handler = find(loaded) ?? find(loaded?.default);
  if (handler === undefined || handler === null) {
    throw named('Runtime.HandlerNotFound', `${handlerName} is undefined or not exported`);
  }
  if (typeof handler !== 'function')
    throw named('Runtime.HandlerNotFound', `${handlerName} is not a function`);
  if (handler.length >= 3 && Number(/nodejs(\d+)/.exec(process.env.AWS_EXECUTION_ENV)?.[1]) >= 24) {
    throw named('Runtime.CallbackHandlerDeprecated', CALLBACK_HANDLER);
  }
  return handler;
}

const CALLBACK_HANDLER =
  'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.';

async function loadModule(base, moduleName) {
  try {
    for (const extension of ['', '.js', '.mjs', '.cjs']) {
      if (existsSync(base + extension)) return await import(pathToFileURL(base + extension).href);
    }
  } catch (error) {
    if (error instanceof SyntaxError) throw named('Runtime.UserCodeSyntaxError', String(error), error.stack);
    if (error?.code === 'MODULE_NOT_FOUND' || error?.code === 'ERR_MODULE_NOT_FOUND') {
      throw named('Runtime.ImportModuleError', String(error), error.stack);
    }
    throw error;
  }
  throw named('Runtime.ImportModuleError', `Error: Cannot find module '${moduleName}'`);
}

function named(name, message, stack) {
  const error = new Error(message);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}

function serialize(value) {
  try {
    return JSON.stringify(value === undefined ? null : value) ?? 'null';
  } catch {
    throw named('Runtime.JSONStringifyError', 'Unable to stringify response body');
  }
}

function formatError(error) {
  try {
    if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
    return {
      errorType: error.name?.replaceAll('\x7F', '%7F'),
      errorMessage: error.message?.replaceAll('\x7F', '%7F'),
      trace: error.stack?.replaceAll('\x7F', '%7F').split('\n') || [],
    };
  } catch {
    return {
      errorType: 'handled',
      errorMessage:
        'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
      trace: [],
    };
  }
}

/**
 * Lambda's lines: time, request id, level and text, divided by tabs; line breaks in the text become `\r`. Written at
 * once, as Lambda's logger does: what a handler logged before it ended its process is there.
 */
function patchConsole() {
  const at =
    (level) =>
    (message, ...rest) => {
      const line = [new Date().toISOString(), requestId, level, format(message, ...rest)].join('\t');
      write(1, `${line.replace(/\n/g, '\r')}\n`);
    };
  console.trace = at('TRACE');
  console.debug = at('DEBUG');
  console.info = at('INFO');
  console.warn = at('WARN');
  console.error = at('ERROR');
  console.fatal = at('FATAL');
  console.log = console.info;
}
