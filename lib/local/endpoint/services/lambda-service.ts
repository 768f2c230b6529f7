import { randomUUID } from 'node:crypto';
import type { AsyncInvocations } from '../../lambda/async-invocations';
import { LambdaError } from '../../lambda/lambda-error';
import type { InvocationResult, LocalLambda } from '../../lambda/local-lambda';
import type { HttpRequest, HttpResponse } from '../http-message';

const INVOKE = /^\/2015-03-31\/functions\/([^/?]+)\/invocations(?:\?(.*))?$/;

/** "Lambda quotas": 1 MB for an asynchronous invocation, in bytes. */
const MAXIMUM_EVENT = 1024 * 1024;

/** Lambda's `Invoke`, which is the one operation here that speaks AWS's REST protocol; undefined for other requests. */
export function answerLambda(
  request: HttpRequest,
  lambda: Pick<LocalLambda, 'invoke'>,
  asyncInvocations: AsyncInvocations,
): Promise<HttpResponse> | undefined {
  const functionName = invocationRequest(request);
  return functionName === undefined ? undefined : invoke(request, functionName, lambda, asyncInvocations);
}

/** The function, qualified or not, that a request is to invoke; undefined for a request of another kind. */
export function invocationRequest({ path, method }: HttpRequest): string | undefined {
  const [, name, query] = INVOKE.exec(path) ?? [];
  if (name === undefined || method !== 'POST') return undefined;
  const qualifier = new URLSearchParams(query).get('Qualifier');
  return [decodeURIComponent(name), ...(qualifier === null ? [] : [qualifier])].join(':');
}

/** The answer to an invocation that did not come about. */
export function refusedInvocation({ name, message }: Error, status: number): HttpResponse {
  return {
    status,
    headers: {
      'content-type': 'application/json',
      'x-amzn-errortype': name,
      'x-amzn-requestid': randomUUID(),
    },
    body: JSON.stringify({ Type: 'User', Message: message }),
  };
}

async function invoke(
  { headers, body }: HttpRequest,
  functionName: string,
  lambda: Pick<LocalLambda, 'invoke'>,
  asyncInvocations: AsyncInvocations,
): Promise<HttpResponse> {
  const payload = body === '' ? '{}' : body;
  try {
    switch (headers['x-amz-invocation-type'] ?? 'RequestResponse') {
      case 'DryRun':
        return { status: 204, headers: {}, body: '' };
      case 'Event':
        if (Buffer.byteLength(payload) > MAXIMUM_EVENT) {
          const message = `Request must be smaller than ${MAXIMUM_EVENT} bytes for the InvokeFunction operation`;
          throw new LambdaError('RequestTooLargeException', 413, message);
        }
        asyncInvocations.invoke(functionName, payload);
        return { status: 202, headers: {}, body: '' };
      default:
        return toResponse(await lambda.invoke(functionName, payload), headers['x-amz-log-type'] === 'Tail');
    }
  } catch (error) {
    if (!(error instanceof LambdaError)) throw error;
    return refusedInvocation(error, error.status);
  }
}

function toResponse(result: InvocationResult, withLog: boolean): HttpResponse {
  const { payload, functionError, executedVersion, requestId } = result;
  return {
    status: 200,
    headers: {
      'content-type': 'application/json',
      'x-amzn-requestid': requestId,
      'x-amz-executed-version': executedVersion,
      ...(functionError === undefined ? {} : { 'x-amz-function-error': functionError }),
      ...(withLog ? { 'x-amz-log-result': logTail(result) } : {}),
    },
    body: payload,
  };
}

/** The last 4 KB of the log, in base64. */
function logTail({ logs }: InvocationResult): string {
  const text = logs
    .map(({ time, level, message }) => [time, level, message].filter(Boolean).join('\t'))
    .join('\n');
  return Buffer.from(text).subarray(-4096).toString('base64');
}
