import type { AuthorizationRequest } from './authorization-request';
import { conditionHolds, type RequestContext } from './conditions';
import { matchesAction, matchesResource } from './matches-pattern';
import type { PatternList, PolicyStatement, Principal } from './policy';

/** What policies come to: an explicit deny wins over all allows, and what nothing allows is denied. */
export type Decision =
  | { readonly allowed: true; readonly by: PolicyStatement }
  | { readonly allowed: false; readonly denies: PolicyStatement | undefined };

/**
 * Decides on one request ("Policy evaluation logic").
 *
 * @param statements all that apply
 * @param principal who asks, for statements that name principals; those that name none apply to whoever has them
 */
export function decide(
  statements: readonly PolicyStatement[],
  request: AuthorizationRequest,
  context: RequestContext,
  principal?: Principal,
): Decision {
  const applying = statements.filter((statement) => applies(statement, request, context, principal));
  const denies = applying.find(({ effect }) => effect === 'Deny');
  const [by] = applying;
  return denies || !by ? { allowed: false, denies } : { allowed: true, by };
}

function applies(
  { actions, resources, principals, conditions }: PolicyStatement,
  { action, resource }: AuthorizationRequest,
  context: RequestContext,
  principal: Principal | undefined,
): boolean {
  return (
    isAmong(actions, (pattern) => matchesAction(pattern, action)) &&
    isAmong(resources, (pattern) => matchesResource(pattern, resource)) &&
    (principals === undefined || principals.some((one) => isMeant(one, principal))) &&
    conditions.every((condition) => conditionHolds(condition, context))
  );
}

function isAmong({ patterns, negated }: PatternList, matches: (pattern: string) => boolean): boolean {
  return patterns.some(matches) !== negated;
}

function isMeant(named: Principal, principal: Principal | undefined): boolean {
  if (named.type === '*') return true;
  if (principal === undefined || named.type !== principal.type) return false;
  return named.name === '*' || named.name === principal.name;
}
