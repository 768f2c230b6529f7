import type { TemplateObject } from '../../assembly/template';
import type { AccountRegion, AuthorizationRequest } from '../authorization-request';

/**
 * What one operation of a service asks IAM for, by the table of the service in the "Service Authorization Reference".
 *
 * @param input the operation's, which may be wrong in any way: the service itself refuses it then
 */
export type RequestReader = (input: TemplateObject, where: AccountRegion) => readonly AuthorizationRequest[];

/** The operations of one service. */
export type ServiceRequests = ReadonlyMap<string, RequestReader>;
