import { ServiceFailure } from '../service-failure';
import type { AuthorizationRequest } from './authorization-request';

/** A call that no policy allows, or that one denies. */
export interface Denial extends AuthorizationRequest {
  /** Who asked: a role's session as AWS names it, or a service. */
  readonly user: string;
  /** The role whose policies were asked; undefined where the resource's own policy was. */
  readonly roleArn?: string;
  /** AWS's own words. */
  readonly message: string;
  /** What comes of it where AWS gives nobody an error, such as lost logs, as a sentence. */
  readonly consequence?: string;
}

/** What a service answers to a call that is not allowed. */
export class AccessDenied extends ServiceFailure {
  constructor(readonly denial: Denial) {
    super('AccessDeniedException', denial.message, 400);
  }
}

/**
 * AWS's words ("Troubleshoot access denied error messages").
 *
 * @param based which kind of policy was asked
 * @param isExplicit whether a statement denies it, rather than none allowing it
 */
export function deniedMessage(
  user: string,
  { action, resource }: AuthorizationRequest,
  based: 'identity-based' | 'resource-based',
  isExplicit: boolean,
): string {
  const why = isExplicit
    ? `with an explicit deny in ${based === 'identity-based' ? 'an' : 'a'} ${based} policy`
    : `because no ${based} policy allows the ${action} action`;
  return `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
}
