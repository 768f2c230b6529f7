import type { ActionCase } from './run-action';

/** What one run of a case must come to. */
export type Outcome =
  | { readonly outputs: Readonly<Record<string, unknown>> }
  | { readonly failure: 'Retryable' | 'RetryAfter' | 'Blocked' | 'Failed'; readonly message: RegExp };

/** An action in the small that does what people's code does, and what must come of it, cold and warm. */
export interface BehaviorCase
  extends Pick<ActionCase, 'source' | 'files' | 'declaration' | 'environment' | 'format'> {
  readonly name: string;
  /** The same for every run, or one for each; two runs at least, so that the second is warm. */
  readonly outcome: Outcome | readonly Outcome[];
  /** Requests that must have reached the server in all, by path. */
  readonly requests?: Readonly<Record<string, number>>;
  /** What the log must say. */
  readonly logged?: RegExp;
  /** What it must not say. */
  readonly notLogged?: RegExp;
  /** Longest time of one run, in milliseconds. */
  readonly withinMs?: number;
  /** True for what a worker cannot do: change the working folder. */
  readonly onlyInMainThread?: boolean;
}

const strings = (...names: string[]) => ({
  outputs: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
});
const done = (outputs: Record<string, unknown> = { a: '1' }) => ({ outputs });
const give = "callback({ outputFields: { a: '1' } })";

/** A promise library in the small, which schedules its own callbacks, as bluebird does. */
const promiseLibrary = `
  class Later {
    constructor(start) { this.waiting = []; setImmediate(() => start((value) => this.settle(value, false), (error) => this.settle(error, true))); }
    settle(value, failed) { this.waiting.forEach((next) => setImmediate(() => next[failed ? 1 : 0](value))); }
    then(good, bad = (error) => { process.emit('unhandledRejection', error, this); }) { return new Later((resolve) => this.waiting.push([(value) => resolve(good(value)), bad])); }
  }
  module.exports = Later;`;

/** What 154 public actions were found to depend on, by number: what HubSpot's documentation says of it and what it does not. */
export const hubspotCases: readonly BehaviorCase[] = [
  {
    name: '1: a synchronous handler with inputs and a callback',
    source: `exports.main = (event, callback) => { callback({ outputFields: { a: event.inputFields.email + '/' + event.object.objectId } }); };`,
    declaration: strings('a'),
    outcome: done({ a: 'ana@example.com/1001' }),
  },
  {
    name: '2: an async main that resolves before its callback fires',
    source: `exports.main = async (event, callback) => { fetch(process.env.SERVER + '/two').then((response) => response.json()).then((data) => callback({ outputFields: { a: data.value } })); };`,
    declaration: strings('a'),
    outcome: done({ a: 'value' }),
    requests: { '/two': 2 },
  },
  {
    name: '3: a floating promise and no callback at all',
    source: `exports.main = (event) => { fetch(process.env.SERVER + '/three', { method: 'POST', body: 'x' }).then((response) => response.text()).then((text) => console.log('answered', text)); };`,
    outcome: done({}),
    requests: { '/three': 2 },
    logged: /answered/,
  },
  {
    name: '4: callback(undefined) at once, and the update that pending promises make',
    source: `exports.main = async (event, callback) => { fetch(process.env.SERVER + '/four-a').then((r) => r.text()).then(() => fetch(process.env.SERVER + '/four-b')).then((r) => r.text()).then(() => console.log('updated')); callback(undefined); };`,
    outcome: done({}),
    requests: { '/four-a': 2, '/four-b': 2 },
    logged: /updated/,
  },
  {
    name: '5: a throw inside a nested .then that is not returned',
    source: `exports.main = async (event, callback) => {
      fetch(process.env.SERVER + '/five').then((r) => r.text()).then(() => {
        Promise.resolve().then(() => { throw new Error('nested'); });
        ${give};
      });
    };`,
    declaration: strings('a'),
    outcome: { failure: 'Failed', message: /availability\.ts:3:\d+\): Error: nested/ },
  },
  {
    name: '6: a client built at module scope from a secret, destructured defaults, no callback, rethrow',
    source: `const client = ((token) => ({ get: async () => { if (token !== 'a-secret-token') throw new Error('no token'); throw Object.assign(new Error('gone'), { code: 404 }); } }))(process.env.TOKEN);
      exports.main = async ({ inputFields: { missing = 'default' } = {} }) => { try { await client.get(missing); } catch (error) { console.error(missing); throw error; } };`,
    declaration: { secrets: ['TOKEN'] },
    outcome: { failure: 'Failed', message: /Error: gone \(HTTP 404\)/ },
    logged: /"message":"default"/,
  },
  {
    name: '7: a library that shadows Promise, a number for an enumeration',
    source: `const Promise = require('./promise'); exports.main = (event, callback) => { new Promise((resolve) => setTimeout(resolve, 5)).then(() => callback({ outputFields: { a: 7 } })); };`,
    files: { 'workflows/rotate-leads/promise.js': promiseLibrary },
    declaration: { outputs: { a: { type: 'enumeration', choices: ['6', '7'] } } },
    outcome: done({ a: '7' }),
    logged: /a is a number, declared enumeration/,
  },
  {
    name: '7: a throw in a library that shadows Promise',
    source: `const Promise = require('./promise'); exports.main = (event, callback) => { new Promise((resolve) => setTimeout(resolve, 5)).then(() => { throw new Error('in the library'); }); };`,
    files: { 'workflows/rotate-leads/promise.js': promiseLibrary },
    outcome: { failure: 'Failed', message: /in the library/ },
  },
  {
    name: '8: dns and plain http, throw and rethrow',
    source: `const dns = require('dns'); const http = require('http');
      exports.main = async (event, callback) => { try {
        await new Promise((resolve, reject) => dns.lookup('localhost', (error) => (error ? reject(error) : resolve())));
        await new Promise((resolve) => http.get(process.env.SERVER + '/eight', (response) => { response.resume(); response.on('end', resolve); }));
        throw new Error('first');
      } catch (error) { throw error; } };`,
    outcome: { failure: 'Failed', message: /availability\.ts:5:\d+\): Error: first/ },
    requests: { '/eight': 2 },
  },
  {
    name: '9: Intl locales and undefined outputs',
    source: `exports.main = async (event, callback) => { const response = await fetch(process.env.SERVER + '/nine'); await response.json();
      callback({ outputFields: { a: new Intl.NumberFormat('de-DE').format(1234.5), b: undefined, c: null } }); };`,
    declaration: strings('a', 'b', 'c'),
    outcome: done({ a: '1.234,5' }),
  },
  {
    name: '10: fire and forget with a throw inside its callback',
    source: `const http = require('http');
      exports.main = (event, callback) => {
        http.get(process.env.SERVER + '/ten', (response) => { response.resume(); response.on('end', () => {
          throw new Error('in the response handler'); }); });
        ${give};
      };`,
    outcome: { failure: 'Failed', message: /availability\.ts:4:\d+\): Error: in the response handler/ },
  },
  {
    name: '11: a source of more than a thousand lines, two clients',
    source: `${'// a line\n'.repeat(1_200)}const clients = [1, 2].map((n) => ({ get: async () => n }));
      exports.main = async (event, callback) => { const all = await Promise.all(clients.map((client) => client.get())); callback({ outputFields: { a: all.join() } }); };`,
    declaration: strings('a'),
    outcome: done({ a: '1,2' }),
  },
  {
    name: '12: posts that are not awaited, after main resolves',
    source: `exports.main = async (event, callback) => { ${give}; for (const n of [1, 2]) fetch(process.env.SERVER + '/slow?ms=100&n=' + n, { method: 'POST' }).then((r) => r.text()).then(() => console.log('posted', n)); };`,
    declaration: strings('a'),
    outcome: done(),
    requests: { '/slow': 4 },
    logged: /posted 2[\s\S]*posted/,
  },
  {
    name: "13: callback(null, …), Node's way, and event.fields",
    source: `exports.main = (event, callback) => callback(null, { outputFields: { a: event.fields.email } });`,
    declaration: strings('a'),
    outcome: done({ a: 'ana@example.com' }),
  },
  {
    name: "13: callback(error), Node's way",
    source: `exports.main = (event, callback) => callback(new Error('by callback'));`,
    outcome: { failure: 'Failed', message: /availability\.ts:1:\d+\): Error: by callback/ },
  },
  {
    name: '14: a handler of one argument that swallows its error',
    source: `const { stringify } = require('querystring'); exports.main = async (event) => { try { await fetch('http://127.0.0.1:1/' + stringify({ a: 1 })); } catch (error) { console.log('swallowed'); } };`,
    outcome: done({}),
    logged: /swallowed/,
  },
  {
    name: '15: an object as an output',
    source: `exports.main = async (event, callback) => callback({ outputFields: { a: { b: [1, null], c: null }, d: { e: 1 } } });`,
    declaration: { outputs: { a: { type: 'object' }, d: { type: 'string' } } },
    outcome: done({ a: { b: [1, null] }, d: '{"e":1}' }),
    logged: /d is an object, declared string/,
  },
  {
    name: '16: dotenv at module scope',
    source: `require('./dotenv').config(); exports.main = async (event, callback) => callback({ outputFields: { a: process.env.FROM_DOTENV } });`,
    files: {
      'workflows/rotate-leads/dotenv.js': `exports.config = () => { process.env.FROM_DOTENV ??= 'from a file'; };`,
    },
    declaration: strings('a'),
    outcome: done({ a: 'from a file' }),
  },
  {
    name: '17: a throw at module load, when a secret is absent',
    source: `if (!process.env.ABSENT_TOKEN) throw new Error('ABSENT_TOKEN is not set'); exports.main = () => {};`,
    outcome: { failure: 'Failed', message: /availability\.ts:1:\d+\): Error: ABSENT_TOKEN is not set/ },
  },
  {
    name: '18: a query by POST whose answer holds errors',
    source: `exports.main = async (event, callback) => { const response = await fetch(process.env.SERVER + '/eighteen', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: '{ a }' }) }); const { value } = await response.json(); callback({ outputFields: { a: value } }); };`,
    declaration: strings('a'),
    outcome: done({ a: 'value' }),
    requests: { '/eighteen': 2 },
  },
  {
    name: '19: relative requires and extra exports beside main',
    source: `const { double } = require('./lib/double'); exports.helper = () => {}; exports.main = async (event, callback) => callback({ outputFields: { a: double(2) } });`,
    files: { 'workflows/rotate-leads/lib/double.js': 'exports.double = (n) => n * 2;' },
    declaration: { outputs: { a: { type: 'number' } } },
    outcome: done({ a: 4 }),
  },
  {
    name: '19: a bundle that webpack built',
    source: `module.exports = (() => { var modules = { 1: (module, exports) => { Object.defineProperty(exports, 'main', { enumerable: true, get: () => main }); async function main(event, callback) { ${give}; } } }; var module = { exports: {} }; modules[1](module, module.exports); return module.exports; })();`,
    declaration: strings('a'),
    outcome: done(),
  },
  {
    name: '19: a bundle that esbuild built, whose exports stand under default',
    source: `async function main(event, callback) { ${give}; } export default { main };`,
    declaration: strings('a'),
    outcome: done(),
  },
  {
    name: '20: the callback before promises settle',
    source: `exports.main = async (event, callback) => { const pending = fetch(process.env.SERVER + '/twenty').then((r) => r.json()); ${give}; const { value } = await pending; console.log('settled', value); };`,
    declaration: strings('a'),
    outcome: done(),
    requests: { '/twenty': 2 },
    logged: /settled value/,
  },
  {
    name: '21: event.origin and event.context',
    source: `exports.main = async (event, callback) => callback({ outputFields: { a: event.origin.portalId + event.context.source + event.context.workflowId + event.object.objectType } });`,
    declaration: strings('a'),
    environment: { CODED_ACTIONS_PORTAL_ID: '77' },
    outcome: done({ a: '77WORKFLOWSrotate-leadsCONTACT' }),
  },
  {
    name: "the record's properties, which HubSpot documents for other actions than custom code",
    source: `exports.main = async (event, callback) => { const { email = 'none' } = event.object.properties || {}; callback({ outputFields: { a: email } }); };`,
    declaration: strings('a'),
    outcome: done({ a: 'none' }),
    logged:
      /"WARN","message":"The code reads event\.object\.properties, which a step does not send[^\n]*inputFields\.email/,
  },
  {
    name: '22: callback()',
    source: `exports.main = async (event, callback) => { callback(); };`,
    outcome: done({}),
  },
  {
    name: '23: a callback-style client with a bare throw for what is not 200',
    source: `const request = require('./request');
      exports.main = (event, callback) => { request({ url: process.env.SERVER + '/status/500' }, (error, response, body) => { if (response.statusCode !== 200) throw Object.assign(new Error('refused'), { statusCode: response.statusCode }); callback({ outputFields: {} }); }); };`,
    files: {
      'workflows/rotate-leads/request.js': `module.exports = ({ url }, done) => require('http').get(url, (response) => { let body = ''; response.on('data', (chunk) => { body += chunk; }); response.on('end', () => done(null, response, body)); });`,
    },
    outcome: { failure: 'Retryable', message: /Error: refused \(HTTP 500\)/ },
  },
  {
    name: '24: fetch with AbortController, crypto.sign, an underscored export',
    source: `const crypto = require('crypto'); exports._internal = { sign: (text) => { const { privateKey } = crypto.generateKeyPairSync('ed25519'); return crypto.sign(null, Buffer.from(text), privateKey).length; } };
      exports.main = async (event, callback) => { const controller = new AbortController(); setTimeout(() => controller.abort(), 20); let aborted = 'no'; try { await fetch(process.env.SERVER + '/slow?ms=500', { signal: controller.signal }); } catch (error) { aborted = error.name; } callback({ outputFields: { a: aborted + exports._internal.sign('x') } }); };`,
    declaration: strings('a'),
    outcome: done({ a: 'AbortError64' }),
  },
  {
    name: '25: exports.main = execute, declared below',
    source: `exports.main = execute; async function execute(event, callback) { ${give}; }`,
    declaration: strings('a'),
    outcome: done(),
  },
];

/** The cases by which designs of the wrapper were told apart: when a run ends, and how it can go wrong. */
export const wrapperCases: readonly BehaviorCase[] = [
  {
    name: 'return',
    source: `exports.main = () => ({ outputFields: { a: '1' } });`,
    declaration: strings('a'),
    outcome: done(),
  },
  {
    name: 'async return',
    source: `exports.main = async () => ({ outputFields: { a: '1' } });`,
    declaration: strings('a'),
    outcome: done(),
  },
  {
    name: 'callback now',
    source: `exports.main = (event, callback) => ${give};`,
    declaration: strings('a'),
    outcome: done(),
  },
  {
    name: 'callback later',
    source: `exports.main = (event, callback) => { setTimeout(() => ${give}, 20); };`,
    declaration: strings('a'),
    outcome: done(),
  },
  {
    name: 'callback twice: the first counts',
    source: `exports.main = (event, callback) => { ${give}; callback({ outputFields: { a: '2' } }); };`,
    declaration: strings('a'),
    outcome: done(),
  },
  {
    name: 'callback(undefined), then a value',
    source: `exports.main = (event, callback) => { callback(undefined); setTimeout(() => ${give}, 5); };`,
    declaration: strings('a'),
    outcome: done(),
  },
  {
    name: 'callback never',
    source: `exports.main = async () => { await new Promise((resolve) => setTimeout(resolve, 10)); };`,
    outcome: done({}),
  },
  {
    name: 'a promise that never settles',
    source: `exports.main = () => new Promise(() => {});`,
    outcome: done({}),
    withinMs: 1_000,
  },
  {
    name: 'fs, dns, zlib, pbkdf2 in a chain, then the callback',
    source: `const fs = require('fs'), dns = require('dns'), zlib = require('zlib'), crypto = require('crypto');
      exports.main = (event, callback) => { fs.readFile(__filename, (error, data) => dns.lookup('localhost', () => zlib.gzip(data, () => crypto.pbkdf2('a', 'b', 1e4, 32, 'sha256', () => ${give})))); };`,
    declaration: strings('a'),
    outcome: done(),
  },
  {
    name: 'the callback early, a fetch must still finish',
    source: `exports.main = (event, callback) => { ${give}; fetch(process.env.SERVER + '/slow?ms=200').then((r) => r.text()).then((text) => console.log('finished')); };`,
    declaration: strings('a'),
    outcome: done(),
    logged: /finished[\s\S]*finished/,
    requests: { '/slow': 2 },
  },
  {
    name: 'a throw in a .then that is not returned',
    source: `exports.main = async () => { Promise.resolve().then(() => { throw new TypeError('thrown'); }); };`,
    outcome: { failure: 'Failed', message: /availability\.ts:1:\d+\): TypeError: thrown/ },
  },
  {
    name: 'a throw in a timer',
    source: `exports.main = async () => { setTimeout(() => { throw new TypeError('thrown'); }, 5); };`,
    outcome: { failure: 'Failed', message: /availability\.ts:1:\d+\): TypeError: thrown/ },
  },
  {
    name: 'a throw in a microtask',
    source: `exports.main = async () => { queueMicrotask(() => { throw new TypeError('thrown'); }); };`,
    outcome: { failure: 'Failed', message: /TypeError: thrown/ },
  },
  {
    name: 'an emitter without a listener for its error',
    source: `exports.main = async () => { const emitter = new (require('events'))(); setImmediate(() => emitter.emit('error', new Error('emitted'))); };`,
    outcome: { failure: 'Failed', message: /Error: emitted/ },
  },
  {
    name: 'a throw after the result',
    source: `exports.main = async (event, callback) => { ${give}; setTimeout(() => { throw new Error('after'); }, 5); };`,
    outcome: { failure: 'Failed', message: /Error: after/ },
  },
  {
    name: 'an endless setInterval, then the next run: by the callback',
    source: `let runs = 0; exports.main = (event, callback) => { const n = ++runs; setInterval(() => console.log('tick of', n), 50); callback({ outputFields: { a: String(n) } }); };`,
    declaration: { ...strings('a'), timeoutSeconds: 1 },
    // The module begins anew after a time-out, as it does where a process is killed for it.
    outcome: done(),
    logged: /kept it alive until its time limit of 1 s[^\n]*Timeout/,
    notLogged: /"late":true/,
  },
  {
    name: 'an endless setInterval, then the next run: by return',
    source: `let runs = 0; exports.main = async () => { const n = ++runs; setInterval(() => console.log('tick of', n), 300); return { outputFields: { a: String(n) } }; };`,
    declaration: strings('a'),
    outcome: [done({ a: '1' }), done({ a: '2' })],
    notLogged: /"message":"tick of 1"[^\n]*request-2/,
    withinMs: 1_300,
  },
  {
    name: 'a late rejection of a finished run does not hit the next',
    source: `let runs = 0; exports.main = async () => { if (++runs === 1) { fetch(process.env.SERVER + '/slow?ms=1300&status=hangup').then(() => {}); return { outputFields: { a: '1' } }; } await new Promise((resolve) => setTimeout(resolve, 600)); return { outputFields: { a: '2' } }; };`,
    declaration: strings('a'),
    outcome: [done({ a: '1' }), done({ a: '2' })],
    logged: /the run to which it belongs had ended/,
  },
  {
    name: 'a fetched body that is never read',
    source: `exports.main = async (event, callback) => { await fetch(process.env.SERVER + '/unread'); ${give}; };`,
    declaration: strings('a'),
    outcome: done(),
    withinMs: 2_500,
  },
  {
    name: 'a pooled keep-alive socket that a second run uses',
    source: `const http = require('http'); const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
      let runs = 0; exports.main = (event, callback) => { const n = ++runs; http.get(process.env.SERVER + '/pooled', { agent }, (response) => { const reused = response.req.reusedSocket; response.resume(); response.on('end', () => { if (n === 2) throw new Error('of the second ' + reused); callback({ outputFields: { a: String(reused) } }); }); }); };`,
    declaration: strings('a'),
    outcome: [done({ a: 'false' }), { failure: 'Failed', message: /of the second true/ }],
  },
  {
    name: 'process.exit() with a result given',
    source: `exports.main = (event, callback) => { ${give}; process.exit(); };`,
    declaration: strings('a'),
    outcome: done(),
  },
  {
    name: 'process.exit(3) in a timer',
    source: `exports.main = (event, callback) => { setTimeout(() => { process.exit(3); }, 5); };`,
    outcome: {
      failure: 'Failed',
      message: /availability\.ts:\d+:\d+\): The action called process\.exit\(3\)/,
    },
  },
  {
    name: '2 MB of console output at the end',
    source: `exports.main = (event, callback) => { for (let n = 0; n < 2000; n++) console.log(String(n).padStart(1000, '.')); console.log('the last line'); ${give}; };`,
    declaration: strings('a'),
    outcome: done(),
    logged: /the last line[\s\S]*the last line/,
  },
  {
    name: 'an endless loop in a worker is stopped',
    source: `exports.main = (event, callback) => { if (!require('worker_threads').isMainThread) for (;;); setInterval(() => {}, 100); };`,
    declaration: { timeoutSeconds: 1 },
    outcome: { failure: 'Failed', message: /longer than its time limit of 1 s/ },
  },
  {
    name: 'what a CommonJS module is given beside its exports',
    source: `const { basename } = require('path');
      exports.main = async (event, callback) => {
        const own = [basename(__filename), __dirname === require('path').dirname(__filename), module.filename === __filename, module.loaded, this === undefined, require.main === module];
        const dynamic = await import('node:os');
        const cached = require.cache[__filename] === module;
        callback({ outputFields: { a: [...own, typeof dynamic.EOL, cached, typeof module.require('fs').readFile, typeof eval('require')('fs').readFile].join() } });
      };`,
    declaration: strings('a'),
    outcome: done({ a: 'action.js,true,true,true,false,false,string,true,function,function' }),
  },
  {
    name: 'code that Node cannot read',
    source: `exports.main = async () => eval('(');`,
    outcome: { failure: 'Failed', message: /SyntaxError/ },
  },
  {
    name: 'top-level await',
    source: `const value = await Promise.resolve('awaited'); export const main = async (event, callback) => callback({ outputFields: { a: value } });`,
    format: 'esm',
    declaration: strings('a'),
    outcome: done({ a: 'awaited' }),
  },
  {
    name: 'top-level await that never ends',
    source: `await new Promise(() => {}); export const main = () => {};`,
    format: 'esm',
    outcome: { failure: 'Failed', message: /never finished loading/ },
  },
];

/** What one run must not leave to the next: each case tells in its second run what it found of the first. */
export const isolationCases: readonly BehaviorCase[] = [
  {
    name: 'environment variables',
    source: `exports.main = async () => { const found = [process.env.LEFT, process.env.HOME_OF].join(); process.env.LEFT = 'x'; process.env.HOME_OF = 'changed'; return { outputFields: { a: found } }; };`,
    declaration: strings('a'),
    environment: { HOME_OF: 'original' },
    outcome: done({ a: ',original' }),
  },
  {
    name: 'the console',
    source: `exports.main = async () => { console.log('seen'); console.log = () => {}; return { outputFields: { a: '1' } }; };`,
    declaration: strings('a'),
    outcome: done(),
    logged: /"seen"[\s\S]*"seen"/,
  },
  {
    name: 'less than the log level that Lambda wants',
    source: `exports.main = () => { console.log('little'); console.error('much'); };`,
    environment: { AWS_LAMBDA_LOG_LEVEL: 'WARN' },
    outcome: done({}),
    logged: /"much"/,
    notLogged: /"little"/,
  },
  {
    name: "the process's listeners",
    source: `exports.main = async () => { const before = process.listenerCount('SIGUSR2') + process.listenerCount('unhandledRejection'); process.on('SIGUSR2', () => {}); process.on('unhandledRejection', () => {}); return { outputFields: { a: String(before) } }; };`,
    declaration: strings('a'),
    outcome: done({ a: '1' }),
  },
  {
    name: 'the working folder, the exit code, the form of stack traces',
    source: `exports.main = async () => { const found = [process.cwd() === '/', process.exitCode, Error.stackTraceLimit, Boolean(Error.prepareStackTrace?.mine)].join(); process.chdir('/'); process.exitCode = 9; Error.stackTraceLimit = 1; Error.prepareStackTrace = Object.assign(() => 'nothing', { mine: true }); return { outputFields: { a: found } }; };`,
    declaration: strings('a'),
    outcome: done({ a: 'false,,10,false' }),
    onlyInMainThread: true,
  },
  {
    name: 'module variables stay, as at HubSpot',
    source: `let runs = 0; exports.main = async () => ({ outputFields: { a: String(++runs) } });`,
    declaration: strings('a'),
    outcome: [done({ a: '1' }), done({ a: '2' }), done({ a: '3' })],
  },
  {
    name: "a module's own timer, which serves every run",
    source: `let beats = 0; setInterval(() => { beats++; console.log('beat'); }, 400); let run = 0; exports.main = async () => { if (++run === 2) setTimeout(() => {}, 500); return { outputFields: { a: String(beats > 0) } }; };`,
    declaration: strings('a'),
    outcome: [done({ a: 'false' }), done({ a: 'true' })],
    logged: /"beat"[^\n]*request-1[\s\S]*"beat"[^\n]*request-2/,
    notLogged: /"late"/,
  },
  {
    name: 'an immediate that sets itself for ever',
    source: `let run = 0; exports.main = async () => { const again = () => setImmediate(again); again(); return { outputFields: { a: String(++run) } }; };`,
    declaration: strings('a'),
    outcome: [done({ a: '1' }), done({ a: '2' })],
    withinMs: 1_500,
  },
  {
    name: 'an action that takes all listeners of the process away',
    source: `exports.main = (event, callback) => { process.removeAllListeners(); setTimeout(() => ${give}, 5); };`,
    declaration: strings('a'),
    outcome: done(),
  },
  {
    name: 'an open connection costs a returned value a second, and serves the next run',
    source: `const net = require('net'); let socket; exports.main = async () => {
      socket ??= await new Promise((resolve) => { const made = net.connect(Number(new URL(process.env.SERVER).port), '127.0.0.1', () => resolve(made)); });
      const answer = await new Promise((resolve) => { socket.once('data', resolve); socket.write('GET /held HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'); });
      return { outputFields: { a: String(answer).slice(9, 12) + socket.localPort } }; };`,
    declaration: strings('a'),
    outcome: [{ outputs: { a: expectSame('200') } }, { outputs: { a: expectSame('200') } }],
    logged: /Something was still open a second after the action had returned \([^)]*TCPSocketWrap/,
    withinMs: 1_500,
  },
];

/** A value that is only known by how it begins. */
function expectSame(beginning: string): unknown {
  return expect.stringMatching(new RegExp(`^${beginning}`));
}
