// Takes the place of the native part of AWS's runtime client, which is built at install and speaks HTTP to Lambda
// ("rapid-client.cc" in aws-lambda-ric): the same three functions over Node's own HTTP. Like the native part, it keeps the
// event loop alive while it waits for the next invocation, and has answered when it returns. Preloaded with --require.
const http = require('node:http');
const Module = require('node:module');
const { isMainThread, Worker } = require('node:worker_threads');

const [hostname, port] = (process.env.AWS_LAMBDA_RUNTIME_API ?? '').split(':');
const prefix = '/2018-06-01/runtime/invocation/';
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

/** Posts while this thread stands still, as the native part does. */
function postAndWait(path, body, type) {
  const done = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(
    `const { workerData: { options, body, done } } = require('node:worker_threads');
     const over = () => { Atomics.store(done, 0, 1); Atomics.notify(done, 0); };
     require('node:http').request(options, (response) => response.resume().on('end', over)).on('error', over).end(body);`,
    {
      eval: true,
      execArgv: [],
      workerData: {
        options: {
          hostname,
          port,
          path,
          method: 'POST',
          headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...type },
        },
        body,
        done,
      },
    },
  );
  worker.unref();
  Atomics.wait(done, 0, 0, 30_000);
}

module.exports = {
  next: () =>
    new Promise((resolve, reject) => {
      const options = { hostname, port, path: `${prefix}next`, agent };
      http
        .get(options, (response) => {
          let bodyJson = '';
          response.setEncoding('utf8');
          response.on('data', (chunk) => {
            bodyJson += chunk;
          });
          // The environment ends with the emulator.
          response.on('end', () =>
            response.statusCode === 200 ? resolve({ bodyJson, headers: response.headers }) : process.exit(0),
          );
        })
        .on('error', reject);
    }),
  done: (id, body) => postAndWait(`${prefix}${id}/response`, body),
  error: (id, body, xray) =>
    postAndWait(
      `${prefix}${id}/error`,
      body,
      xray ? { 'lambda-runtime-function-xray-error-cause': xray } : {},
    ),
};

if (isMainThread) {
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function (request, ...rest) {
    return request === './rapid-client.node' ? __filename : resolve.call(this, request, ...rest);
  };
}
