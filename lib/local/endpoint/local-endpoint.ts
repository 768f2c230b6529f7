import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { HttpRequest, HttpResponse } from './http-message';
import { answerJson, type JsonService } from './json-service';
import { refuseCrossSite } from './request-guard';

/** Answers requests that are not of the JSON protocol; undefined for one that is none of its own. */
export type RestService = (request: HttpRequest) => Promise<HttpResponse> | undefined;

/** "Lambda quotas": 6 MB for an invocation, which is the largest request that any service here takes. */
const MAXIMUM_BODY = 7 * 1024 * 1024;

/** One loopback address at which the services of an account answer, to what has `AWS_ENDPOINT_URL` set to it. */
export class LocalEndpoint {
  private readonly server: Server;
  private jsonServices: readonly JsonService[] = [];
  private restServices: readonly RestService[] = [];

  private constructor() {
    this.server = createServer((message, response) => {
      this.answer(message)
        .catch((error: unknown) => failed(error))
        .then(({ status, headers, body }) => {
          response.writeHead(status, { 'x-amzn-requestid': randomUUID(), ...headers });
          response.end(body);
        });
    });
    // Longer than clients keep an idle connection: one that we close as they use it would be an error to them.
    this.server.keepAliveTimeout = 60_000;
  }

  /**
   * Begins to listen on 127.0.0.1.
   *
   * @param port any free one without it
   * @throws Error `EADDRINUSE` when the port is taken
   */
  static async listen(port = 0): Promise<LocalEndpoint> {
    const endpoint = new LocalEndpoint();
    await new Promise<void>((resolve, reject) => {
      endpoint.server.once('error', reject);
      endpoint.server.listen(port, '127.0.0.1', resolve);
    });
    return endpoint;
  }

  /** Such as `http://127.0.0.1:4566`. */
  get url(): string {
    const address = this.server.address();
    return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
  }

  /** Sets what answers. The address is there before the services are, since functions are told it. */
  serve(jsonServices: readonly JsonService[], restServices: readonly RestService[]): void {
    this.jsonServices = jsonServices;
    this.restServices = restServices;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(message: IncomingMessage): Promise<HttpResponse> {
    const head = {
      method: message.method ?? '',
      path: message.url ?? '',
      headers: headersOf(message),
      body: '',
    };
    const refusal = refuseCrossSite(head);
    if (refusal !== undefined) return plain(403, 'AccessDeniedException', refusal);
    const body = await readBody(message);
    if (body === undefined) return plain(413, 'RequestEntityTooLargeException', 'The request is over 7 MB.');
    return this.route({ ...head, body });
  }

  private async route(request: HttpRequest): Promise<HttpResponse> {
    for (const service of this.restServices) {
      const answer = service(request);
      if (answer) return answer;
    }
    const [target = '', operation = ''] = (request.headers['x-amz-target'] ?? '').split('.');
    const service = this.jsonServices.find((one) => one.target === target);
    if (service) return answerJson(service, operation, request);
    const what = target === '' ? `${request.method} ${request.path}` : `${target}.${operation}`;
    return plain(400, 'UnknownOperationException', `The local run does not answer to ${what}.`);
  }
}

function headersOf({ headers }: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}

async function readBody(message: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message) {
    length += chunk.length;
    if (length > MAXIMUM_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function plain(status: number, type: string, message: string): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': type },
    body: JSON.stringify({ __type: type, message }),
  };
}

function failed(error: unknown): HttpResponse {
  return plain(500, 'InternalServerError', error instanceof Error ? error.message : String(error));
}
