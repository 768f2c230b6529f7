import type { AuthorizationRequest } from './authorization-request';
import { matchesResource } from './matches-pattern';
import type { PolicyStatement } from './policy';

/** A grant that was used: a statement, and what it allowed. */
export interface UsedGrant extends AuthorizationRequest {
  readonly statement: PolicyStatement;
  /** Which of the statement's resources it was. */
  readonly pattern: string;
  /** The role whose statement it is; undefined for a resource's own. */
  readonly roleArn?: string;
}

/** Which grants were used: what never is may be one too many. */
export class UsedGrants {
  private readonly grants = new Map<string, UsedGrant>();

  /** Notes a use. A resource may be an execution, of which there are many: one of them shows that the grant is needed. */
  add(request: AuthorizationRequest, statement: PolicyStatement, roleArn?: string): void {
    const { action, resource } = request;
    const pattern = statement.resources.patterns.find((one) => matchesResource(one, resource)) ?? '*';
    const key = `${statement.place} ${action} ${pattern}`;
    if (this.grants.has(key)) return;
    this.grants.set(key, {
      action,
      resource,
      statement,
      pattern,
      ...(roleArn === undefined ? {} : { roleArn }),
    });
  }

  list(): readonly UsedGrant[] {
    return [...this.grants.values()];
  }
}
