import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on the loopback interface that answers what the cases ask for, and counts. */
export interface TestServer {
  readonly url: string;
  /** Requests so far, by path. */
  readonly requests: Record<string, number>;
  /** What it answers as Secrets Manager, by id: one after the other, the last for ever. An error by its name. */
  readonly secrets: Record<string, (string | { readonly error: string })[]>;
  close(): Promise<void>;
}

/**
 * `/slow?ms=…` answers after a time (`&status=hangup`: hangs up), `/status/…` with that status, `/unread` with a
 * megabyte, anything else with `{"value": "value"}` at once.
 */
export async function startTestServer(): Promise<TestServer> {
  const requests: Record<string, number> = {};
  const secrets: TestServer['secrets'] = {};
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    requests[url.pathname] = (requests[url.pathname] ?? 0) + 1;
    if (request.headers['x-amz-target'] === 'secretsmanager.GetSecretValue') {
      return void secretAnswer(request, secrets).then(([code, body]) => response.writeHead(code).end(body));
    }
    request.resume();
    const status = /^\/status\/(\d+)$/.exec(url.pathname)?.[1];
    const body = url.pathname === '/unread' ? 'x'.repeat(1_000_000) : JSON.stringify({ value: 'value' });
    const answer = () => {
      if (url.searchParams.get('status') === 'hangup') return response.destroy();
      for (const [name, value] of url.searchParams)
        if (name === 'retry-after') response.setHeader(name, value);
      return response.writeHead(Number(status ?? 200), { 'content-type': 'application/json' }).end(body);
    };
    setTimeout(answer, Number(url.searchParams.get('ms') ?? 0));
  });
  await listening(server);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    secrets,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Secrets Manager's answer in its protocol ("AWS JSON 1.1"); an unsigned request is refused as it would be. */
async function secretAnswer(
  request: IncomingMessage,
  secrets: TestServer['secrets'],
): Promise<[number, string]> {
  let body = '';
  for await (const chunk of request) body += chunk;
  if (
    !/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/secretsmanager\/aws4_request/.test(
      request.headers.authorization ?? '',
    )
  ) {
    return [400, JSON.stringify({ __type: 'MissingAuthenticationTokenException', message: 'not signed' })];
  }
  const answers = secrets[JSON.parse(body).SecretId] ?? [{ error: 'ResourceNotFoundException' }];
  const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? '';
  if (typeof answer === 'string') return [200, JSON.stringify({ SecretString: answer })];
  return [
    answer.error.startsWith('Internal') ? 500 : 400,
    JSON.stringify({ __type: answer.error, Message: 'no' }),
  ];
}

function listening(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}
