/**
 * Preloaded into a function's process: whatever it connects to is our fixture server on this machine, so that no
 * request leaves it. Sockets, parsers and keep-alive are Node's own: the event loop stays alive for as long as a real
 * request would keep it. Plain JavaScript without imports of ours, as `lib/local/lambda/child-loop.cjs`.
 *
 * TLS is real too, without a certificate: both ends know a key (RFC 4279). What is not HTTP/1.1 over TCP is refused.
 * The server says that it has no answer by a mark in place of a response, which becomes the socket's error.
 */
'use strict';

const childProcess = require('node:child_process');
const dgram = require('node:dgram');
const dns = require('node:dns');
const { syncBuiltinESMExports } = require('node:module');
const net = require('node:net');
const tls = require('node:tls');
const { promisify } = require('node:util');
const workers = require('node:worker_threads');

const variable = 'CODED_ACTIONS_HTTP_FIXTURES';
const { port, passes, mark, tlsOptions, key, names } = JSON.parse(process.env[variable]);
const { setTimeout, clearTimeout } = globalThis;
/** How long a client may be connected without saying anything: protocols in which the server speaks first. */
const silenceMs = 250;
const isRequest = /^[A-Z][A-Z-]* \S/;

class FixtureError extends Error {
  constructor(message, code = 'ERR_NO_NETWORK') {
    super(message);
    this.name = 'FixtureError';
    this.code = code;
  }
}

function refusal(what) {
  return new FixtureError(
    `${what}: with --http nothing leaves this machine, and fixtures answer only HTTP requests.`,
  );
}

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  const { options, listener } = connectArguments(args);
  if (options.path !== undefined && options.path !== null) {
    process.nextTick(() => this.destroy(refusal(`The socket ${options.path} was opened`)));
    return this;
  }
  const target = `${options.host ?? 'localhost'}:${options.port}`;
  if (passes.includes(target)) return Reflect.apply(connect, this, args);
  const { noDelay, keepAlive, keepAliveInitialDelay } = options;
  const redirected = { host: '127.0.0.1', port, noDelay, keepAlive, keepAliveInitialDelay };
  Reflect.apply(connect, this, listener === undefined ? [redirected] : [redirected, listener]);
  // Not before: `connect` makes a socket's `write` the prototype's.
  watch(this, target);
  return this;
};

/** The arguments of `connect` in all their forms; Node's own callers hand them over as one list. */
function connectArguments(given) {
  const args = Array.isArray(given[0]) ? given[0] : given;
  const listener = args.findLast((arg) => typeof arg === 'function');
  const [first, second] = args;
  if (typeof first === 'object' && first !== null) return { options: first, listener };
  if (typeof first === 'string' && Number.isNaN(Number(first))) return { options: { path: first }, listener };
  return { options: { port: first, host: typeof second === 'string' ? second : undefined }, listener };
}

/** What an author sets about certificates and versions means nothing where both ends know a key. */
const aboutCertificates = [
  'ca',
  'cert',
  'clientCertEngine',
  'crl',
  'key',
  'passphrase',
  'pfx',
  'secureContext',
  'secureProtocol',
  'session',
];
const tlsConnect = tls.connect;
tls.connect = (...args) => {
  const last = args.at(-1);
  const listener = typeof last === 'function' ? last : undefined;
  const options = {};
  if (typeof args[0] !== 'object') options.port = args[0];
  if (typeof args[1] === 'string') options.host = args[1];
  for (const arg of args) if (typeof arg === 'object' && arg !== null) Object.assign(options, arg);
  const target = `${options.host ?? options.servername ?? 'localhost'}:${options.port ?? 443}`;
  if (passes.includes(target)) return Reflect.apply(tlsConnect, tls, args);
  const offered = options.ALPNProtocols;
  if (Array.isArray(offered) && offered.length > 0 && !offered.includes('http/1.1')) {
    const socket = new net.Socket();
    process.nextTick(() =>
      socket.destroy(refusal(`A connection to ${target} asks for ${offered.join(', ')}`)),
    );
    return socket;
  }
  const changed = {
    ...options,
    ...Object.fromEntries(aboutCertificates.map((name) => [name, undefined])),
    ...tlsOptions,
    rejectUnauthorized: true,
    checkServerIdentity: () => undefined,
    pskCallback: () => ({ psk: Buffer.from(key, 'hex'), identity: 'action' }),
  };
  // The socket below carries a handshake from here on, which is no request.
  options.socket?.[unwatch]?.();
  const socket = Reflect.apply(tlsConnect, tls, listener === undefined ? [changed] : [changed, listener]);
  if (options.socket) watch(socket, target);
  return socket;
};

const unwatch = Symbol('unwatch');

/** Lets a socket send only what begins as a request, and receive the server's mark as an error. */
function watch(socket, target) {
  let timer;
  const { write, push } = socket;
  const stop = () => {
    clearTimeout(timer);
    delete socket.write;
  };
  const refuse = () => {
    stop();
    socket.destroy(refusal(`A connection to ${target} was opened that speaks no HTTP`));
  };
  socket[unwatch] = stop;
  socket.write = (chunk, ...rest) => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('latin1');
    if (text === '') return Reflect.apply(write, socket, [chunk, ...rest]);
    if (!isRequest.test(text)) {
      process.nextTick(refuse);
      return false;
    }
    stop();
    return Reflect.apply(write, socket, [chunk, ...rest]);
  };
  socket.push = (chunk, ...rest) => {
    if (chunk?.[0] !== 0 || !Buffer.isBuffer(chunk)) return Reflect.apply(push, socket, [chunk, ...rest]);
    const text = chunk.toString();
    if (!text.startsWith(mark)) return Reflect.apply(push, socket, [chunk, ...rest]);
    socket.destroy(new FixtureError(text.slice(mark.length), 'ERR_NO_FIXTURE'));
    return false;
  };
  const begin = () => {
    if (Object.hasOwn(socket, 'write')) timer = setTimeout(refuse, silenceMs).unref();
  };
  socket.once(socket instanceof tls.TLSSocket ? 'secureConnect' : 'connect', begin);
  socket.once('close', stop);
}

/** Answers of name servers, from fixtures whose method is `DNS`. */
function namesOf(name, type) {
  const url = `dns:${String(name).toLowerCase()}?type=${type}`;
  const known = names.find(({ pattern }) => new RegExp(pattern, 'is').test(url));
  if (known !== undefined) return known.answers;
  const example = JSON.stringify({ method: 'DNS', url, body: type === 'A' ? ['192.0.2.1'] : [] });
  throw new FixtureError(
    `No fixture answers the look-up of ${name} (${type}). Add one: ${example}`,
    'ERR_NO_FIXTURE',
  );
}

/** What `dns.lookup` gives, in the form that its options ask for. */
function lookup(hostname, options) {
  const { all = false, family = 0 } = typeof options === 'number' ? { family: options } : (options ?? {});
  const literal = net.isIP(hostname) ? [hostname] : hostname === 'localhost' ? ['127.0.0.1'] : undefined;
  const wanted = family === 6 || family === 'IPv6' ? 'AAAA' : 'A';
  const addresses = (literal ?? namesOf(hostname, wanted)).map((address) => ({
    address,
    family: net.isIP(address),
  }));
  if (addresses.length === 0) {
    throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND', hostname });
  }
  return all ? addresses : addresses[0];
}

const withCallback =
  (answer) =>
  (...args) => {
    const callback = args.at(-1);
    let values;
    try {
      values = [null, ...answer(...args.slice(0, -1))];
    } catch (error) {
      values = [error];
    }
    setImmediate(() => callback(...values));
  };
const withPromise =
  (answer) =>
  async (...args) =>
    answer(...args)[0];
const looked = (hostname, options) => {
  const found = lookup(hostname, options);
  return Array.isArray(found) ? [found] : [found, found.family];
};
const promises = dns.promises;
dns.lookup = withCallback((...args) => {
  const [found, family] = looked(...args);
  return Array.isArray(found) ? [found] : [found.address, family];
});
promises.lookup = withPromise(looked);
// As Node has it: without this `util.promisify` would give the address alone.
Object.defineProperty(dns.lookup, promisify.custom, { value: promises.lookup });
const resolvers = {
  resolve: (name, type = 'A') => [namesOf(name, type)],
  reverse: (address) => [namesOf(address, 'PTR')],
  lookupService: (address, service) => [namesOf(`${address}:${service}`, 'PTR')],
};
for (const type of [
  'A',
  'AAAA',
  'ANY',
  'CAA',
  'CNAME',
  'MX',
  'NAPTR',
  'NS',
  'PTR',
  'SOA',
  'SRV',
  'TLSA',
  'TXT',
]) {
  const short = { A: '4', AAAA: '6' }[type] ?? type[0] + type.slice(1).toLowerCase();
  resolvers[`resolve${short}`] = (name) => [namesOf(name, type)];
}
for (const [method, answer] of Object.entries(resolvers)) {
  for (const holder of [dns, dns.Resolver.prototype]) {
    if (method in holder) holder[method] = withCallback(answer);
  }
  for (const holder of [promises, promises.Resolver.prototype]) {
    if (method in holder) holder[method] = withPromise(answer);
  }
}

for (const method of ['send', 'connect']) {
  dgram.Socket.prototype[method] = () => {
    throw refusal('A datagram was sent');
  };
}

/** A program of another kind would not know of any of this. */
const refuseProcess = (file) => {
  throw refusal(`The process ${file} was started`);
};
childProcess.ChildProcess.prototype.spawn = ({ file }) => refuseProcess(file);
for (const method of ['spawnSync', 'execSync', 'execFileSync']) childProcess[method] = refuseProcess;

/** A worker with an environment of its own is told what this process was told. */
const { NODE_OPTIONS } = process.env;
const fixtures = process.env[variable];
workers.Worker = class Worker extends workers.Worker {
  constructor(file, options) {
    const { env } = options ?? {};
    const own = typeof env === 'object' && env !== null;
    super(file, own ? { ...options, env: { ...env, NODE_OPTIONS, [variable]: fixtures } } : options);
  }
};
syncBuiltinESMExports();
