import { randomBytes } from 'node:crypto';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { packageRoot } from '../../package-root';
import { type Fixture, Fixtures, lookUpMethod, patternSource } from './fixture';
import { fixtureToAdd, shownUrl } from './fixture-to-add';

/** A request that was sent, and what it was answered. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** As it was sent; empty where there was none. */
  readonly body: string;
  /** Null where no fixture answers it. */
  readonly status: number | null;
}

type Recorded = { -readonly [K in keyof SentRequest]: SentRequest[K] };

/** TLS without a certificate: both ends know a key ("Pre-shared keys", Node.js documentation of TLS). */
const tlsOptions = {
  ciphers: 'PSK-AES128-GCM-SHA256',
  minVersion: 'TLSv1.2',
  maxVersion: 'TLSv1.2',
} as const;
const handshake = 0x16;
/** Headers that say how a body travels: those of a recorded response are not true of a fixture's. */
const ofTransfer: ReadonlySet<string> = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'keep-alive',
  'transfer-encoding',
]);

/** Answers every request that a function's process sends, over HTTP and HTTPS at one port of this machine. */
export class FixtureServer {
  /** In the order in which they came. */
  readonly requests: SentRequest[] = [];
  private readonly mark = `\0coded-actions ${randomBytes(8).toString('hex')} `;
  private readonly key = randomBytes(16);
  private readonly fixtures: Fixtures;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;
  private readonly httpServer = createHttpServer({ keepAliveTimeout: 60_000 });
  private readonly tlsServer;

  private constructor(private readonly all: readonly Fixture[]) {
    this.fixtures = new Fixtures(all);
    this.server = createServer((socket) => this.accept(socket));
    const options: TlsOptions = {
      ...tlsOptions,
      ALPNProtocols: ['http/1.1'],
      pskCallback: () => this.key,
    };
    this.tlsServer = createTlsServer(options, (socket) => this.httpServer.emit('connection', socket));
    this.httpServer.on('request', (request, response) => void this.answer(request, response));
    // A proxy would reach the host itself: here it is the same server again.
    this.httpServer.on('connect', (_request, socket: Socket) => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      this.accept(socket);
    });
  }

  /** Begins to listen on 127.0.0.1. */
  static async listen(fixtures: readonly Fixture[]): Promise<FixtureServer> {
    const server = new FixtureServer(fixtures);
    await new Promise<void>((resolve, reject) => {
      server.server.once('error', reject);
      server.server.listen(0, '127.0.0.1', resolve);
    });
    return server;
  }

  /**
   * The environment variables by which a Node process, and its workers, send every request here.
   *
   * @param passes `host:port` of what it may reach beside this server
   */
  environment(passes: readonly string[]): Record<string, string> {
    const address = this.server.address();
    const preload = join(packageRoot(), 'lib', 'local', 'http-fixtures', 'redirect.cjs');
    return {
      NODE_OPTIONS: `--require ${JSON.stringify(preload)}`,
      CODED_ACTIONS_HTTP_FIXTURES: JSON.stringify({
        port: typeof address === 'object' && address !== null ? address.port : 0,
        passes,
        mark: this.mark,
        tlsOptions,
        key: this.key.toString('hex'),
        names: this.all.filter(({ method }) => method.toUpperCase() === lookUpMethod).map(answersOf),
      }),
    };
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** HTTP or TLS, as the first byte tells. */
  private accept(socket: Socket): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    // A client that goes away is its own affair.
    socket.on('error', () => {});
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      (first[0] === handshake ? this.tlsServer : this.httpServer).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const recorded: Recorded = {
      method: request.method ?? '',
      url: urlOf(request),
      headers: headersOf(request),
      body: '',
      status: null,
    };
    this.requests.push(recorded);
    try {
      recorded.body = await read(request);
    } catch {
      return; // The client has gone away.
    }
    const fixture = this.fixtures.answer(recorded.method, recorded.url);
    const fail = (reason: string) => request.socket.end(`${this.mark}${reason}`);
    if (fixture === undefined) return void fail(unmatched(recorded));
    try {
      send(fixture, response);
      recorded.status = fixture.status;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      fail(`The fixture for ${recorded.method} ${shownUrl(recorded)} cannot be sent: ${reason}`);
    }
  }
}

/** @throws Error for a header that HTTP does not have */
function send(fixture: Fixture, response: ServerResponse): void {
  const { status, headers } = fixture;
  const { body, isJson } = bodyOf(fixture);
  for (const [name, value] of Object.entries(headers)) {
    if (!ofTransfer.has(name.toLowerCase())) response.setHeader(name, value);
  }
  if (isJson && !response.hasHeader('content-type')) response.setHeader('content-type', 'application/json');
  response.writeHead(status);
  response.end(status === 204 || status === 304 ? undefined : body);
}

function answersOf({ url, body }: Fixture) {
  const name = url.startsWith('dns:') ? url : `dns:${url}`;
  return {
    pattern: patternSource(name.includes('?') ? name : `${name}?type=*`),
    answers: Array.isArray(body) ? body : body === undefined ? [] : [body],
  };
}

function bodyOf({ body }: Fixture): { readonly body: string; readonly isJson: boolean } {
  if (body === undefined) return { body: '', isJson: false };
  return typeof body === 'string' ? { body, isJson: false } : { body: JSON.stringify(body), isJson: true };
}

/** The address that a client asked for ("Reconstructing the Target URI", RFC 9112). */
function urlOf({ url = '/', headers, socket }: IncomingMessage): string {
  if (/^https?:\/\//i.test(url)) return url;
  return `${'encrypted' in socket ? 'https' : 'http'}://${headers.host ?? ''}${url}`;
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function unmatched(request: SentRequest): string {
  return `No fixture answers ${request.method} ${shownUrl(request)}. Add one: ${fixtureToAdd(request)}`;
}
