import { isTemplateObject, type TemplateObject } from '../assembly/template';
import { ServiceFailure } from '../service-failure';
import { accessKeyOf } from './access-key';
import type { HttpRequest, HttpResponse } from './http-message';

/** A service that speaks AWS's JSON protocol: an operation's name and input in, its output out. */
export interface JsonService {
  /** What stands before the dot in `X-Amz-Target`. */
  readonly target: string;
  /**
   * @param accessKeyId whose signature the request bears; undefined where it bears none
   * @throws an error whose `name` is the service's error; any other is the service's fault
   */
  call(operation: string, input: TemplateObject, accessKeyId?: string): Promise<unknown>;
}

/** Answers a request of the AWS JSON protocol 1.0 or 1.1 ("AWS JSON 1.0 protocol", Smithy). */
export async function answerJson(
  service: JsonService,
  operation: string,
  request: HttpRequest,
): Promise<HttpResponse> {
  const contentType = request.headers['content-type']?.split(';')[0] ?? 'application/x-amz-json-1.0';
  try {
    const output = await service.call(operation, parseInput(request.body), accessKeyOf(request.headers));
    return respond(200, contentType, output ?? {});
  } catch (error) {
    const { status, body } = errorBody(error);
    return respond(status, contentType, body);
  }
}

/** What an operation that the service does not know is answered with. */
export function unknownOperation(operation: string): ServiceFailure {
  return new ServiceFailure(
    'UnknownOperationException',
    `The local run does not support the operation ${operation}.`,
  );
}

function parseInput(body: string): TemplateObject {
  let input: unknown;
  try {
    input = body === '' ? {} : JSON.parse(body);
  } catch {
    throw new ServiceFailure('SerializationException', 'The request body is not valid JSON.');
  }
  if (!isTemplateObject(input))
    throw new ServiceFailure('SerializationException', 'The request body is no object.');
  return input;
}

function errorBody(error: unknown): { status: number; body: object } {
  if (hasBody(error)) return { status: 400, body: error.toBody() };
  if (error instanceof ServiceFailure) {
    return { status: error.status, body: { __type: error.name, message: error.message } };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { status: 500, body: { __type: 'InternalServerError', message } };
}

/** The store's errors bring the body that DynamoDB answers. */
function hasBody(error: unknown): error is { toBody(): object } {
  return error instanceof Error && 'toBody' in error && typeof error.toBody === 'function';
}

function respond(status: number, contentType: string, output: unknown): HttpResponse {
  return { status, headers: { 'content-type': contentType }, body: JSON.stringify(output) };
}
