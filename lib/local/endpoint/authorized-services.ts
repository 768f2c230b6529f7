import type { TemplateObject } from '../assembly/template';
import { AccessDenied } from '../authorization/access-denied';
import type { Actor, Authorizer } from '../authorization/authorizer';
import { type AuthorizedService, requestsOf } from '../authorization/requests';
import { ServiceFailure } from '../service-failure';
import { accessKeyOf } from './access-key';
import { type JsonService, unknownOperation } from './json-service';
import type { RestService } from './local-endpoint';
import { invocationRequest, refusedInvocation } from './services/lambda-service';

/** Decides on what comes to the endpoint. */
export interface EndpointAuthorization {
  readonly authorizer: Authorizer;
  readonly account: string;
  readonly region: string;
  /**
   * Who signed with an access key: a function, by the key that it was given. Undefined for any other key: a person on
   * this machine, who may do everything.
   */
  readonly actorOf: (accessKeyId: string) => Actor | undefined;
}

/** A service that lets a function do what its role allows, and nothing else. */
export function authorizedService(
  inner: JsonService,
  service: AuthorizedService,
  authorization: EndpointAuthorization,
): JsonService {
  return {
    target: inner.target,
    call: async (operation, input, caller) => {
      check(service, operation, input, caller, authorization);
      return inner.call(operation, input, caller);
    },
  };
}

/** The same for Lambda's `Invoke`. */
export function authorizedInvocations(inner: RestService, authorization: EndpointAuthorization): RestService {
  return (request) => {
    const functionName = invocationRequest(request);
    if (functionName === undefined) return inner(request);
    try {
      const caller = accessKeyOf(request.headers);
      check('lambda', 'Invoke', { FunctionName: functionName }, caller, authorization);
    } catch (error) {
      if (error instanceof AccessDenied) return Promise.resolve(refusedInvocation(error, 403));
      if (error instanceof ServiceFailure) return Promise.resolve(refusedInvocation(error, error.status));
      throw error;
    }
    return inner(request);
  };
}

/** @throws ServiceFailure for a call that is not signed, or not allowed */
function check(
  service: AuthorizedService,
  operation: string,
  input: TemplateObject,
  accessKeyId: string | undefined,
  { authorizer, account, region, actorOf }: EndpointAuthorization,
): void {
  if (accessKeyId === undefined) {
    throw new ServiceFailure('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
  }
  const actor = actorOf(accessKeyId);
  if (!actor) return;
  const requests = requestsOf(service, operation, input, { account, region });
  if (requests === undefined) throw unknownOperation(operation);
  authorizer.require(actor, requests);
}
