import type { TemplateObject } from '../../assembly/template';
import type { AccountRegion, AuthorizationRequest } from '../authorization-request';
import { dynamoDbRequests } from './dynamodb';
import { eventsRequests } from './events';
import { lambdaRequests } from './lambda';
import type { ServiceRequests } from './request-reader';
import { secretsManagerRequests } from './secrets-manager';
import { statesRequests } from './states';

/** The services on this machine, by their prefix in IAM. */
export type AuthorizedService = 'dynamodb' | 'events' | 'lambda' | 'secretsmanager' | 'states';

const SERVICES: Readonly<Record<AuthorizedService, ServiceRequests>> = {
  dynamodb: dynamoDbRequests,
  events: eventsRequests,
  lambda: lambdaRequests,
  secretsmanager: secretsManagerRequests,
  states: statesRequests,
};

/** The operations of a service whose authorization is known. */
export function authorizedOperations(service: AuthorizedService): string[] {
  return [...SERVICES[service].keys()];
}

/** What an operation asks IAM for; undefined for one that no service here knows, which it refuses itself. */
export function requestsOf(
  service: AuthorizedService,
  operation: string,
  input: TemplateObject,
  where: AccountRegion,
): readonly AuthorizationRequest[] | undefined {
  return SERVICES[service].get(operation)?.(input, where);
}
