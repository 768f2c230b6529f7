import type { LocalRole } from '../local-resources';
import { physicalName } from '../physical-name';
import { readObject, readObjects, readText } from '../property-readers';
import type { ResourceKind } from '../resource-kind';
import { UnsupportedResourceError } from '../unsupported-resource-error';

/** A role; `Ref` gives its name. */
export const role: ResourceKind<LocalRole> = {
  type: 'AWS::IAM::Role',
  identify(resource) {
    const name = physicalName(resource, 'RoleName', 64);
    const path = readText(resource.property('Path'), '/');
    return {
      ref: name,
      attributes: {
        Arn: `arn:aws:iam::${resource.account}:role${path}${name}`,
        RoleId: `AROA${resource.logicalId}`,
      },
    };
  },
  read({ stackName, logicalId, identity, properties }) {
    if (properties.PermissionsBoundary !== undefined) {
      throw new UnsupportedResourceError(
        stackName,
        logicalId,
        'a permissions boundary',
        'Synthesize without it for local runs: what it forbids is known only to the account.',
      );
    }
    const managed = properties.ManagedPolicyArns;
    return {
      stack: stackName,
      logicalId,
      name: identity.ref,
      arn: identity.attributes.Arn ?? '',
      trust: readObject(properties.AssumeRolePolicyDocument),
      policies: readObjects(properties.Policies).map((policy) => ({
        name: readText(policy.PolicyName, ''),
        document: readObject(policy.PolicyDocument),
      })),
      managedPolicyArns: Array.isArray(managed) ? managed.map(String) : [],
    };
  },
};
