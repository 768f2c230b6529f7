import type { LocalInvokePermission, LocalQueuePolicy, LocalResources } from '../assembly/local-resources';
import type { Condition, PolicyStatement } from './policy';
import { readPolicy } from './read-policy';
import { UnsupportedPolicyError } from './unsupported-policy-error';

/** The policy of a resource itself: which services may call it. */
export interface ResourcePolicy {
  /** The ARNs that it stands on. */
  readonly resources: readonly string[];
  readonly statements: readonly PolicyStatement[];
}

/**
 * Reads the policies of functions and queues.
 *
 * @throws UnsupportedPolicyError for what could not be evaluated
 */
export function readResourcePolicies({
  account,
  region,
  invokePermissions,
  queuePolicies,
  queues,
}: Pick<
  LocalResources,
  'account' | 'region' | 'invokePermissions' | 'queuePolicies' | 'queues'
>): ResourcePolicy[] {
  const arnOfQueue = (url: string) => queues.find((queue) => queue.url === url)?.arn ?? url;
  return [
    ...invokePermissions.map((permission) => ofPermission(permission, account, region)),
    ...queuePolicies.map((policy) => ofQueues(policy, arnOfQueue)),
  ];
}

/** A permission is a statement of the function's policy ("Working with resource-based IAM policies in Lambda"). */
function ofPermission(permission: LocalInvokePermission, account: string, region: string): ResourcePolicy {
  const { stack, logicalId, functionName, action, principal, sourceArn, sourceAccount } = permission;
  const place = `${stack}/${logicalId}`;
  if (!principal.endsWith('.amazonaws.com')) {
    throw new UnsupportedPolicyError(place, `a permission for ${principal}, which is no service`);
  }
  const arn = functionName.startsWith('arn:')
    ? functionName
    : `arn:aws:lambda:${region}:${account}:function:${functionName}`;
  const conditions: Condition[] = [];
  if (sourceArn !== undefined)
    conditions.push({ operator: 'ArnLike', key: 'aws:sourcearn', values: [sourceArn] });
  if (sourceAccount !== undefined)
    conditions.push({ operator: 'StringEquals', key: 'aws:sourceaccount', values: [sourceAccount] });
  const statement: PolicyStatement = {
    place,
    effect: 'Allow',
    actions: { patterns: [action], negated: false },
    resources: { patterns: [arn], negated: false },
    principals: [{ type: 'Service', name: principal }],
    conditions,
  };
  return { resources: [arn], statements: [statement] };
}

function ofQueues(
  { stack, logicalId, queueUrls, document }: LocalQueuePolicy,
  arnOf: (url: string) => string,
): ResourcePolicy {
  return {
    resources: queueUrls.map(arnOf),
    statements: readPolicy(document, `${stack}/${logicalId}`, 'resource'),
  };
}
