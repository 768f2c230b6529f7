import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { crc32 } from 'node:zlib';

import type { Answer } from './request';
import { ServiceError } from './service-error';

/** Where a store is listening. */
export interface Endpoint {
  /** Such as `http://127.0.0.1:8123`. */
  readonly url: string;
  close(): Promise<void>;
}

const contentType = 'application/x-amz-json-1.0';
const targetPrefix = 'DynamoDB_20120810.';
/** "The maximum request size is 16 MB" for a batch (API Reference, "BatchWriteItem"). */
const maximumRequestSize = 16 * 1024 * 1024;

/**
 * Answers DynamoDB's JSON 1.0 on 127.0.0.1. A page in a browser cannot speak to it: it needs headers that no page may
 * send without being allowed to, and a loopback name as host.
 */
export async function listenOnLoopback(
  port: number,
  answer: (operation: string, body: unknown) => Answer,
): Promise<Endpoint> {
  const server = createServer((request, response) => {
    respond(request, response, answer).catch((error: unknown) => {
      send(response, 500, {
        __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError',
        message: String(error),
      });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { url: `http://127.0.0.1:${portOf(server)}`, close: () => closeServer(server) };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (operation: string, body: unknown) => Answer,
): Promise<void> {
  const target = request.headers['x-amz-target'];
  if (request.method !== 'POST' || !isLocal(request) || typeof target !== 'string') {
    send(
      response,
      400,
      new ServiceError('UnknownOperationException', 'This endpoint speaks DynamoDB JSON 1.0').toBody(),
    );
    return;
  }
  const body = await readBody(request);
  if (body === undefined) {
    send(
      response,
      413,
      new ServiceError('RequestEntityTooLargeException', 'The request is over 16 MB').toBody(),
    );
    return;
  }
  try {
    const operation = target.startsWith(targetPrefix) ? target.slice(targetPrefix.length) : target;
    send(response, 200, answer(operation, parse(body)));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    send(response, 400, error.toBody());
  }
}

function isLocal(request: IncomingMessage): boolean {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim();
  return ['127.0.0.1', 'localhost', '[::1]'].includes(host) && type === contentType;
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size <= maximumRequestSize) chunks.push(bytes);
  }
  return size > maximumRequestSize ? undefined : Buffer.concat(chunks).toString('utf8');
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ServiceError('SerializationException', 'The body is not JSON');
  }
}

function send(response: ServerResponse, status: number, body: Record<string, unknown>): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': bytes.length,
    'x-amzn-requestid': randomUUID(),
    'x-amz-crc32': crc32(bytes),
  });
  response.end(bytes);
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address === 'object' && address !== null) return address.port;
  throw new Error('The endpoint has no port.');
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
