import type { LocalResources } from '../assembly/local-resources';
import { AccessDenied, type Denial, deniedMessage } from './access-denied';
import type { AuthorizationRequest } from './authorization-request';
import type { RequestContext } from './conditions';
import { decide } from './decide';
import { type ResourcePolicy, readResourcePolicies } from './resource-policies';
import { type RolePolicies, readRolePolicies } from './role-policies';
import { type UsedGrant, UsedGrants } from './used-grants';

/** Who makes a call: a service that acts in a role of the assembly. */
export interface Actor {
  readonly roleArn: string;
  /** Such as `states.amazonaws.com`: the role has to trust it. */
  readonly service: string;
  /** The session's name, by which AWS tells those apart that act in one role: a function's name, for a function. */
  readonly session: string;
  /** On whose behalf the service acts, for roles that trust it only for that: a rule, a machine. */
  readonly sourceArn?: string;
}

/** A service that calls a resource in no role: the resource's own policy has to allow it. */
export interface CallingService {
  /** Such as `events.amazonaws.com`. */
  readonly service: string;
  /** On whose behalf: a rule. */
  readonly sourceArn: string;
}

/** Denials that are kept; one that repeats counts once. */
const MOST_DENIALS = 1_000;

/**
 * IAM on this machine: decides by the policies of the assembly, as AWS does by the deployed ones, so that a missing
 * grant fails here and not in production.
 */
export class Authorizer {
  private readonly roles: ReadonlyMap<string, RolePolicies>;
  private readonly resourcePolicies: readonly ResourcePolicy[];
  private readonly denied = new Map<string, Denial>();
  private readonly used = new UsedGrants();

  /**
   * @param onDenial told of each denial, the first time it comes
   * @throws UnsupportedPolicyError for a policy that could not be evaluated
   */
  constructor(
    private readonly resources: LocalResources,
    private readonly onDenial?: (denial: Denial) => void,
  ) {
    this.roles = readRolePolicies(resources);
    this.resourcePolicies = readResourcePolicies(resources);
  }

  /** What was denied so far, each once, in the order in which it came. */
  get denials(): readonly Denial[] {
    return [...this.denied.values()];
  }

  /** The grants that were used so far: what is not among them may be one too many. */
  get usedGrants(): readonly UsedGrant[] {
    return this.used.list();
  }

  /**
   * Checks a call that is made in a role.
   *
   * @throws AccessDenied for the first request that is not allowed
   */
  require(actor: Actor, requests: readonly AuthorizationRequest[]): void {
    for (const request of requests) {
      const denial = this.denialOf(actor, request);
      if (denial) throw new AccessDenied(this.keep(denial));
    }
  }

  /**
   * Checks what a service does in a role beside its calls. AWS gives nobody an error for it: it is only noted.
   *
   * @param consequence what comes of it, as a sentence
   * @returns whether all of it is allowed
   */
  note(actor: Actor, requests: readonly AuthorizationRequest[], consequence: string): boolean {
    const denials = requests.flatMap((request) => this.denialOf(actor, request) ?? []);
    for (const denial of denials) this.keep({ ...denial, consequence });
    return denials.length === 0;
  }

  /**
   * Checks a call that a service makes in no role.
   *
   * @param consequence what comes of a denial where AWS gives nobody an error, as a sentence
   * @throws AccessDenied
   */
  requireOfResource(
    { service, sourceArn }: CallingService,
    request: AuthorizationRequest,
    consequence?: string,
  ): void {
    const statements = this.resourcePolicies
      .filter(({ resources }) => resources.includes(request.resource))
      .flatMap((policy) => policy.statements);
    const decision = decide(statements, request, this.context(sourceArn), { type: 'Service', name: service });
    if (decision.allowed) {
      this.used.add(request, decision.by);
      return;
    }
    const user = `${service} (for ${sourceArn})`;
    const message = deniedMessage(user, request, 'resource-based', decision.denies !== undefined);
    const denial = { user, ...request, message };
    throw new AccessDenied(this.keep(consequence === undefined ? denial : { ...denial, consequence }));
  }

  private denialOf(actor: Actor, request: AuthorizationRequest): Denial | undefined {
    const { roleArn, service, sourceArn } = actor;
    const policies = this.roles.get(roleArn);
    const user = userOf(actor);
    const context = this.context(sourceArn, roleArn);
    const assume = { action: 'sts:AssumeRole', resource: roleArn };
    const trust = decide(policies?.trust ?? [], assume, context, { type: 'Service', name: service });
    if (!trust.allowed) {
      const message = `${service} is not authorized to perform: sts:AssumeRole on resource: ${roleArn} because the role's trust policy does not allow it`;
      return { user, roleArn, ...assume, message };
    }
    this.used.add(assume, trust.by, roleArn);
    const decision = decide(policies?.statements ?? [], request, context);
    if (decision.allowed) {
      this.used.add(request, decision.by, roleArn);
      return undefined;
    }
    const message = deniedMessage(user, request, 'identity-based', decision.denies !== undefined);
    return { user, roleArn, ...request, message };
  }

  private context(sourceArn: string | undefined, roleArn?: string): RequestContext {
    const { account, region } = this.resources;
    const context = new Map([
      ['aws:principalaccount', account],
      ['aws:requestedregion', region],
      ['aws:resourceaccount', account],
      ['aws:securetransport', 'true'],
      ['aws:sourceaccount', account],
    ]);
    if (roleArn !== undefined) context.set('aws:principalarn', roleArn);
    if (sourceArn !== undefined) context.set('aws:sourcearn', sourceArn);
    return context;
  }

  private keep(denial: Denial): Denial {
    const key = `${denial.roleArn ?? denial.user} ${denial.action} ${denial.resource}`;
    if (!this.denied.has(key) && this.denied.size < MOST_DENIALS) {
      this.denied.set(key, denial);
      this.onDenial?.(denial);
    }
    return denial;
  }
}

function userOf({ roleArn, session }: Actor): string {
  const [, partition, , , account] = roleArn.split(':');
  return `arn:${partition}:sts::${account}:assumed-role/${roleArn.split('/').at(-1)}/${session}`;
}
