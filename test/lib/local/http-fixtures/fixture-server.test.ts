import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { fixturesInput } from '../../../../lib/local/http-fixtures/fixture';
import { FixtureServer } from '../../../../lib/local/http-fixtures/fixture-server';

const opened: FixtureServer[] = [];

afterEach(async () => {
  for (const server of opened.splice(0)) await server.close();
});

/** Runs code in a Node process of which every request is answered by these fixtures. */
async function run(code: string, fixtures: readonly object[], passes: readonly string[] = []) {
  const server = await FixtureServer.listen(fixturesInput.parse(fixtures));
  opened.push(server);
  const output = await new Promise<string>((resolve, reject) => {
    const body = `(async () => { ${code} })().catch((error) => console.log('thrown', error.message));`;
    const env = { PATH: process.env.PATH ?? '', ...server.environment(passes) };
    execFile(process.execPath, ['-e', body], { env, timeout: 20_000 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${error.message}\n${stderr}`));
      else resolve(stdout.trim());
    });
  });
  return { output, requests: server.requests };
}

const getter = `const get = (module, url, options = {}) => new Promise((done) => {
  require(module).request(url, options, (response) => {
    let text = '';
    response.on('data', (chunk) => { text += chunk; }).on('end', () => done(response.statusCode + ' ' + text));
  }).on('error', (error) => done(error.code + ' ' + error.message)).end(options.body);
});`;

describe('FixtureServer', () => {
  it('answers HTTPS and HTTP of node:http, node:https and fetch, and knows what was sent', async () => {
    const fixtures = [
      { url: 'http*://api.example.com*', status: 201, headers: { 'x-id': 7 }, body: { ok: true } },
    ];

    const { output, requests } = await run(
      `${getter}
      console.log(await get('node:https', 'https://api.example.com/a?b=1', { method: 'POST', body: 'sent' }));
      console.log(await get('node:http', 'http://api.example.com:8080/c'));
      const response = await fetch('https://api.example.com/d', { headers: { authorization: 'Bearer x' } });
      console.log(response.status, response.headers.get('x-id'), response.headers.get('content-type'), await response.text());`,
      fixtures,
    );

    expect(output.split('\n')).toEqual([
      '201 {"ok":true}',
      '201 {"ok":true}',
      '201 7 application/json {"ok":true}',
    ]);
    expect(requests).toMatchObject([
      { method: 'POST', url: 'https://api.example.com/a?b=1', body: 'sent', status: 201 },
      { method: 'GET', url: 'http://api.example.com:8080/c', body: '', status: 201 },
      {
        method: 'GET',
        url: 'https://api.example.com/d',
        headers: { authorization: 'Bearer x' },
        status: 201,
      },
    ]);
  });

  it('fails a request that no fixture answers, naming its method and address', async () => {
    const { output, requests } = await run(
      `${getter}
      console.log(await get('node:https', 'https://api.example.com/a', { method: 'PUT' }));
      console.log(await fetch('http://api.example.com/b').catch((error) => error.cause.message));`,
      [],
    );

    expect(output).toContain(
      'ERR_NO_FIXTURE No fixture answers PUT https://api.example.com/a. Add one: {"method":"PUT"',
    );
    expect(output).toContain('No fixture answers GET http://api.example.com/b.');
    expect(requests.map(({ status }) => status)).toEqual([null, null]);
  });

  it('answers many requests on one connection, one after the other and side by side', async () => {
    const { output, requests } = await run(
      `const texts = await Promise.all([...Array(50).keys()].map(async (n) => {
        const response = await fetch('https://api.example.com/' + n, { method: 'POST', body: 'x'.repeat(n * 1000) });
        return response.text();
      }));
      console.log(new Set(texts).size, texts.length);`,
      [{ url: '*', body: 'y'.repeat(100_000) }],
    );

    expect(output).toBe('1 50');
    expect(requests.reduce((sum, { body }) => sum + body.length, 0)).toBe(1_225_000);
  });

  it('keeps the event loop alive until an answer is there, and not afterwards', async () => {
    const started = performance.now();

    const { output } = await run(
      `fetch('https://api.example.com/').then((response) => response.text()).then((text) => console.log(text));
      process.on('beforeExit', () => console.log('empty'));`,
      [{ url: '*', body: 'answered' }],
    );

    expect(output).toBe('answered\nempty');
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('takes the headers of a recorded response, but for those about how it was sent', async () => {
    const headers = {
      'Content-Encoding': 'gzip',
      'content-length': '5',
      'transfer-encoding': 'chunked',
      'x-id': '1',
    };

    const { output } = await run(
      `const response = await fetch('https://api.example.com/');
      console.log(response.headers.get('x-id'), await response.text());`,
      [{ url: '*', headers, body: 'whole and plain' }],
    );

    expect(output).toBe('1 whole and plain');
  });

  it('says which fixture has a header that cannot be sent', async () => {
    const { output, requests } = await run(
      `console.log(await fetch('https://api.example.com/').catch((error) => error.cause.message));`,
      [{ url: '*', headers: { 'x-id': 'a\nb' } }],
    );

    expect(output).toMatch(/^The fixture for GET https:\/\/api\.example\.com\/ cannot be sent: .*x-id/);
    expect(requests).toMatchObject([{ status: null }]);
  });

  it('answers clients that choose certificates and versions of TLS themselves', async () => {
    const { output } = await run(
      `${getter}
      console.log(await get('node:https', 'https://api.example.com/', { secureProtocol: 'TLSv1_2_method' }));
      console.log(await get('node:https', 'https://api.example.com/', { minVersion: 'TLSv1.3', rejectUnauthorized: false, ca: 'x' }));`,
      [{ url: '*', body: 'answered' }],
    );

    expect(output.split('\n')).toEqual(['200 answered', '200 answered']);
  });

  it('follows redirects to what another fixture answers, and sends no body where a status has none', async () => {
    const { output } = await run(
      `const response = await fetch('https://a.example.com/');
      console.log(response.url, await response.text());
      const empty = await fetch('https://c.example.com/', { method: 'DELETE' });
      console.log(empty.status, JSON.stringify(await empty.text()));`,
      [
        { url: 'https://a.example.com/', status: 302, headers: { location: 'https://b.example.com/x' } },
        { url: 'https://b.example.com/x', body: 'there' },
        { method: 'DELETE', url: '*', status: 204, body: 'never' },
      ],
    );

    expect(output.split('\n')).toEqual(['https://b.example.com/x there', '204 ""']);
  });

  it.each([
    [
      'a socket that speaks first',
      `net.connect(6379, 'redis.example.com').on('connect', function () { this.write('*1') })`,
      'redis.example.com:6379',
    ],
    [
      'a socket that waits to be spoken to',
      `net.connect({ port: 3306, host: 'mysql.example.com' })`,
      'mysql.example.com:3306',
    ],
    ['a TLS socket', `tls.connect(993, 'imap.example.com')`, 'imap.example.com:993'],
    ['HTTP/2', `http2.connect('https://h2.example.com')`, 'h2.example.com:443'],
    ["another program's socket", `net.connect('/run/some.sock')`, '/run/some.sock'],
  ])('refuses %s', async (_what, socket, named) => {
    const { output, requests } = await run(
      `const net = require('node:net'), tls = require('node:tls'), http2 = require('node:http2');
      ${socket}.on('error', (error) => console.log(error.code, error.message));`,
      [{ url: '*' }],
    );

    expect(output).toMatch(/^ERR_NO_NETWORK /);
    expect(output).toContain(named);
    expect(requests).toEqual([]);
  });

  it.each([
    ['a process', `require('node:child_process').execSync('curl https://example.com')`, 'curl'],
    ['a process that is not waited for', `require('node:child_process').spawn('curl', [])`, 'curl'],
    ['a datagram', `require('node:dgram').createSocket('udp4').send('x', 53, '192.0.2.1')`, 'datagram'],
  ])('refuses %s', async (_what, code, named) => {
    const { output } = await run(`${code};`, [{ url: '*' }]);

    expect(output).toMatch(/^thrown /);
    expect(output).toContain(named);
  });

  it('answers look-ups of names by fixtures alone', async () => {
    const { output } = await run(
      `const dns = require('node:dns');
      const lookup = (...args) => new Promise((done) => dns.lookup(...args, (error, ...found) => done(error ? error.message : found)));
      console.log(JSON.stringify([
        await lookup('example.com'),
        await lookup('example.com', { all: true }),
        await lookup('192.0.2.9'),
        await dns.promises.lookup('example.com'),
        await require('node:util').promisify(dns.lookup)('example.com'),
        await dns.promises.lookup('gone.example.com').catch((error) => error.code),
        await dns.promises.resolveMx('example.com'),
        await new dns.promises.Resolver().resolve4('example.com'),
        await dns.promises.resolveTxt('other.example.com').catch((error) => error.code),
      ]));
      console.log(await lookup('other.example.com'));`,
      [
        { method: 'DNS', url: 'dns:example.com?type=A', body: ['192.0.2.1'] },
        { method: 'DNS', url: 'gone.example.com', body: [] },
        { method: 'DNS', url: 'dns:example.com?type=MX', body: [{ exchange: 'mx', priority: 10 }] },
      ],
    );

    const [found = '', refused = ''] = output.split('\n');
    expect(JSON.parse(found)).toEqual([
      ['192.0.2.1', 4],
      [[{ address: '192.0.2.1', family: 4 }]],
      ['192.0.2.9', 4],
      { address: '192.0.2.1', family: 4 },
      { address: '192.0.2.1', family: 4 },
      'ENOTFOUND',
      [{ exchange: 'mx', priority: 10 }],
      ['192.0.2.1'],
      'ERR_NO_FIXTURE',
    ]);
    expect(refused).toContain('dns:other.example.com?type=A');
  });

  it.each([
    ['as they are', '{}'],
    ['with an environment of their own', '{ env: {} }'],
    ['with arguments of their own', '{ execArgv: [], env: { A: "1" } }'],
  ])('answers for workers %s', async (_how, options) => {
    const { output } = await run(
      `const { Worker } = require('node:worker_threads');
      const code = "fetch('https://api.example.com/').then((r) => r.text()).then((t) => require('node:worker_threads').parentPort.postMessage(t))";
      new Worker(code, { eval: true, ...${options} }).on('message', (text) => console.log(text));`,
      [{ url: '*', body: 'answered' }],
    );

    expect(output).toBe('answered');
  });

  it('lets pass what is to pass, and only that', async () => {
    const local = await listening((url) => `real ${url}`);
    try {
      const { output, requests } = await run(
        `for (const host of ['127.0.0.1', 'localhost'])
          console.log(await (await fetch('http://' + host + ':${local.port}/a')).text());`,
        [{ url: '*', body: 'fixture' }],
        [`127.0.0.1:${local.port}`],
      );

      expect(output.split('\n')).toEqual(['real /a', 'fixture']);
      expect(requests).toHaveLength(1);
    } finally {
      local.server.close();
    }
  });
});

async function listening(answer: (url: string) => string): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => response.end(answer(request.url ?? '')));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0 };
}
