// Takes the place of the native part of AWS's runtime client, which is built at install: the same three functions
// ("rapid-client.cc" in aws-lambda-ric), over files in the place of Lambda's HTTP service. Like the native part, it keeps
// the event loop alive while it waits for the next invocation, not while a handler runs, and it answers before it
// returns. Preloaded with --require.
const { appendFileSync, readFileSync } = require('node:fs');
const Module = require('node:module');

const { INVOCATIONS, ANSWERS } = process.env;
const waiting = JSON.parse(readFileSync(INVOCATIONS, 'utf8'));
let started = 0;
let count = 0;

const now = Date.now;
let ahead = 0;
Date.now = () => now() + ahead;

module.exports = {
  async next() {
    const one = waiting.shift();
    if (one === undefined) process.exit(0);
    await new Promise((resolve) => setTimeout(resolve, one.pauseMs ?? 0));
    ahead += one.advanceMs ?? 0;
    started = performance.now();
    count += 1;
    const headers = {
      'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:eu-west-1:123456789012:function:availability:7',
      'lambda-runtime-aws-request-id': `request-${count}`,
      'lambda-runtime-deadline-ms': String(Date.now() + (one.remainingMs ?? 900_000)),
    };
    return { bodyJson: JSON.stringify(one.invocation), headers };
  },
  done: (_id, body) => answer({ result: JSON.parse(body) }),
  error: (_id, body) => {
    const { errorType, errorMessage, trace } = JSON.parse(body);
    answer({ error: { name: errorType, message: errorMessage, stack: trace.join('\n') } });
  },
};

function answer(one) {
  const ms = performance.now() - started;
  appendFileSync(ANSWERS, `${JSON.stringify({ ...one, ms, memory: process.memoryUsage.rss() })}\n`);
}

const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  return request === './rapid-client.node' ? __filename : resolve.call(this, request, ...rest);
};
