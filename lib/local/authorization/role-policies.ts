import type { LocalManagedPolicy, LocalResources, LocalRole } from '../assembly/local-resources';
import { AWS_MANAGED_POLICIES } from './aws-managed-policies';
import type { PolicyStatement } from './policy';
import { readPolicy } from './read-policy';
import { UnsupportedPolicyError } from './unsupported-policy-error';

/** A role, with all that its policies say. */
export interface RolePolicies {
  readonly role: LocalRole;
  readonly statements: readonly PolicyStatement[];
  readonly trust: readonly PolicyStatement[];
}

/**
 * Reads the policies of every role of an assembly.
 *
 * @throws UnsupportedPolicyError for what could not be evaluated
 */
export function readRolePolicies({
  roles,
  managedPolicies,
}: Pick<LocalResources, 'roles' | 'managedPolicies'>): Map<string, RolePolicies> {
  return new Map(
    roles.map((role) => [
      role.arn,
      {
        role,
        trust: readPolicy(role.trust, `${placeOf(role)}, trust policy`, 'trust'),
        statements: [
          ...role.policies.flatMap(({ name, document }) =>
            readPolicy(document, `${placeOf(role)}, policy ${name}`, 'role'),
          ),
          ...role.managedPolicyArns.flatMap((arn) => readManaged(role, arn, managedPolicies)),
        ],
      },
    ]),
  );
}

function readManaged(
  role: LocalRole,
  arn: string,
  policies: readonly LocalManagedPolicy[],
): PolicyStatement[] {
  const own = policies.find((policy) => policy.arn === arn);
  if (own) return readPolicy(own.document, placeOf(own), 'role');
  const known = AWS_MANAGED_POLICIES.get(arn.replace(/^arn:[^:]+:iam::aws:policy\//, ''));
  if (known) return readPolicy(known, arn, 'role');
  throw new UnsupportedPolicyError(
    placeOf(role),
    `the managed policy ${arn}, which is not in the assembly`,
    'Grant in the app what the role needs, or deploy to try it.',
  );
}

function placeOf({ stack, logicalId }: { readonly stack: string; readonly logicalId: string }): string {
  return `${stack}/${logicalId}`;
}
