import { Readable } from 'node:stream';
import type { ClientSettings } from '../../../../lib/deployed/aws/client-settings';

/** A request as it would go over the wire. */
export interface WireRequest {
  /** `POST`, or what else. */
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  /** The operation, where a header or a form says it. */
  readonly operation: string | undefined;
  /** The fields of a JSON body or of a form. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** An answer: a JSON body, or XML as text, or an error. */
export type WireAnswer = object | string | { readonly status: number; readonly error: string };

/** Settings with a transport that answers from a function, and a list of what it was sent. */
export function fakeTransport(answer: (request: WireRequest, number: number) => WireAnswer): {
  readonly settings: ClientSettings;
  readonly requests: WireRequest[];
} {
  const requests: WireRequest[] = [];
  return {
    requests,
    settings: {
      region: 'eu-west-1',
      credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
      requestHandler: {
        metadata: { handlerProtocol: 'http/1.1' },
        handle: async (request: RawRequest) => {
          const read = readRequest(request);
          requests.push(read);
          return { response: responseOf(answer(read, requests.length)) };
        },
      },
    },
  };
}

interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

function readRequest({ method, path, query = {}, headers, body }: RawRequest): WireRequest {
  const text =
    typeof body === 'string' ? body : body instanceof Uint8Array ? new TextDecoder().decode(body) : '';
  const fields = text.startsWith('{') ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text));
  const operation = headers['x-amz-target']?.split('.').at(-1) ?? fields.Action;
  return { method, path: decodeURIComponent(path), query, operation, body: fields };
}

function responseOf(answer: WireAnswer) {
  if (typeof answer === 'string') {
    const status = answer.startsWith('<ErrorResponse') ? 400 : 200;
    return response(status, 'text/xml', answer);
  }
  if (!('error' in answer && 'status' in answer)) {
    return response(200, 'application/json', JSON.stringify(answer));
  }
  const { status, error } = answer;
  const body = JSON.stringify({ __type: error, message: 'refused' });
  return response(Number(status), 'application/json', body, { 'x-amzn-errortype': String(error) });
}

function response(statusCode: number, type: string, body: string, headers: Record<string, string> = {}) {
  return { statusCode, headers: { 'content-type': type, ...headers }, body: Readable.from([body]) };
}
