import type { AssemblyStack, CloudAssembly } from './cloud-assembly';
import { HARMLESS_RESOURCES } from './harmless-resources';
import { resolveValue } from './intrinsics';
import { eventBus } from './kinds/event-bus';
import { invokePermission } from './kinds/invoke-permission';
import { lambdaFunction } from './kinds/lambda-function';
import { lambdaVersion } from './kinds/lambda-version';
import { logGroup } from './kinds/log-group';
import { type ManagedPolicy, managedPolicy } from './kinds/managed-policy';
import { queue } from './kinds/queue';
import { queuePolicy } from './kinds/queue-policy';
import { role } from './kinds/role';
import { type RolePolicy, rolePolicy } from './kinds/role-policy';
import { rule } from './kinds/rule';
import { secret } from './kinds/secret';
import { stateMachine } from './kinds/state-machine';
import { table } from './kinds/table';
import type { LocalResources, LocalRole } from './local-resources';
import type { ResourceKind } from './resource-kind';
import { type LocalAccount, StackScope } from './stack-scope';
import { isTemplateObject, type TemplateResource } from './template';
import { UnsupportedResourceError } from './unsupported-resource-error';

/** Where an app leaves account and region to the deployment. The account's number is one that AWS gives nobody. */
export const LOCAL_ACCOUNT: LocalAccount = { account: '000000000000', region: 'us-east-1' };

const COLLECTIONS = {
  tables: table,
  buses: eventBus,
  rules: rule,
  functions: lambdaFunction,
  versions: lambdaVersion,
  stateMachines: stateMachine,
  logGroups: logGroup,
  queues: queue,
  secrets: secret,
  roles: role,
  invokePermissions: invokePermission,
  queuePolicies: queuePolicy,
};

const KINDS: ReadonlyMap<string, ResourceKind<unknown>> = new Map(
  [...Object.values(COLLECTIONS), rolePolicy, managedPolicy].map((kind): [string, ResourceKind<unknown>] => [
    kind.type,
    kind,
  ]),
);

/**
 * What a cloud assembly holds as concrete local resources: intrinsics resolved, names and ARNs made up where the
 * template leaves them to AWS, the same on every run.
 *
 * @throws UnsupportedResourceError for a resource type that is neither known nor named harmless
 * @throws UnresolvableValueError for a value that only another stack or a deployment could give
 */
export function resolveAssembly(assembly: CloudAssembly): LocalResources {
  const stacks = assembly.stacks.map((stack) => readStack(stack));
  const all = <T>(kind: ResourceKind<T>): T[] => stacks.flatMap((read) => read(kind));
  const first = assembly.stacks.find((stack) => stack.account !== undefined || stack.region !== undefined);
  return {
    account: first?.account ?? LOCAL_ACCOUNT.account,
    region: first?.region ?? LOCAL_ACCOUNT.region,
    tables: all(COLLECTIONS.tables),
    buses: all(COLLECTIONS.buses),
    rules: all(COLLECTIONS.rules),
    functions: all(COLLECTIONS.functions),
    versions: all(COLLECTIONS.versions),
    stateMachines: all(COLLECTIONS.stateMachines),
    logGroups: all(COLLECTIONS.logGroups),
    queues: all(COLLECTIONS.queues),
    secrets: all(COLLECTIONS.secrets),
    roles: attach(all(COLLECTIONS.roles), all(rolePolicy), all(managedPolicy)),
    managedPolicies: all(managedPolicy),
    invokePermissions: all(COLLECTIONS.invokePermissions),
    queuePolicies: all(COLLECTIONS.queuePolicies),
  };
}

/** Checks a stack's resource types, and gives what reads its resources of one kind. */
function readStack(stack: AssemblyStack): <T>(kind: ResourceKind<T>) => T[] {
  const scope = new StackScope(stack, KINDS, LOCAL_ACCOUNT);
  const resources = scope.resources();
  for (const [logicalId, { Type }] of resources) {
    if (!KINDS.has(Type) && !HARMLESS_RESOURCES.has(Type)) {
      throw new UnsupportedResourceError(stack.id, logicalId, `the resource type ${Type}`);
    }
  }
  return (kind) =>
    resources
      .filter(([, { Type }]) => Type === kind.type)
      .map(([logicalId, resource]) => readResource(kind, stack, scope, logicalId, resource));
}

function readResource<T>(
  kind: ResourceKind<T>,
  stack: AssemblyStack,
  scope: StackScope,
  logicalId: string,
  resource: TemplateResource,
): T {
  const path = `${stack.id}/${logicalId}/Properties`;
  const properties = resolveValue(resource.Properties ?? {}, scope, path);
  return kind.read({
    ...scope.named(logicalId, resource),
    properties: isTemplateObject(properties) ? properties : {},
    identity: scope.identity(logicalId) ?? { ref: logicalId, attributes: {} },
    assetFolder: (hash) => stack.assetFolders.get(hash),
  });
}

/** Policies name the roles that they are attached to, or roles name the policies. */
function attach(roles: LocalRole[], policies: RolePolicy[], managed: ManagedPolicy[]): LocalRole[] {
  return roles.map((one) => {
    const isFor = ({ stack, roles: names }: RolePolicy | ManagedPolicy) =>
      stack === one.stack && names.includes(one.name);
    return {
      ...one,
      policies: [...one.policies, ...policies.filter(isFor)].map(({ name, document }) => ({
        name,
        document,
      })),
      managedPolicyArns: [...one.managedPolicyArns, ...managed.filter(isFor).map(({ arn }) => arn)],
    };
  });
}
