import type { LocalResources, ResourceOrigin } from './assembly/local-resources';
import { UnsupportedResourceError } from './assembly/unsupported-resource-error';

/**
 * Checks that each role in which something acts is in the assembly: what another one allows is not known here.
 *
 * @throws UnsupportedResourceError for the first that is not
 */
export function checkRoles({ roles, stateMachines, functions, rules }: LocalResources): void {
  const known = new Set(roles.map(({ arn }) => arn));
  const check = ({ stack, logicalId }: ResourceOrigin, roleArn: string) => {
    if (known.has(roleArn)) return;
    const remedy = 'Make the role in the same app, so that its policies are in the assembly.';
    throw new UnsupportedResourceError(
      stack,
      logicalId,
      `the role ${roleArn}, which is not in the assembly`,
      remedy,
    );
  };
  for (const machine of stateMachines) check(machine, machine.roleArn);
  for (const fn of functions) check(fn, fn.roleArn);
  for (const rule of rules) {
    for (const { roleArn } of rule.targets) if (roleArn !== undefined) check(rule, roleArn);
  }
}
