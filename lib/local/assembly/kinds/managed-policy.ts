import type { LocalManagedPolicy, ResourceOrigin } from '../local-resources';
import { physicalName } from '../physical-name';
import { readObject, readText } from '../property-readers';
import type { ResourceKind } from '../resource-kind';

/** A managed policy, and the roles that it attaches itself to. */
export interface ManagedPolicy extends ResourceOrigin, LocalManagedPolicy {
  /** Names of roles. */
  readonly roles: readonly string[];
}

/** A managed policy; `Ref` gives its ARN. */
export const managedPolicy: ResourceKind<ManagedPolicy> = {
  type: 'AWS::IAM::ManagedPolicy',
  identify(resource) {
    const path = readText(resource.property('Path'), '/');
    const name = physicalName(resource, 'ManagedPolicyName', 128);
    return { ref: `arn:aws:iam::${resource.account}:policy${path}${name}`, attributes: {} };
  },
  read({ stackName, logicalId, identity, properties }) {
    const roles = properties.Roles;
    return {
      stack: stackName,
      logicalId,
      arn: identity.ref,
      document: readObject(properties.PolicyDocument),
      roles: Array.isArray(roles) ? roles.map(String) : [],
    };
  },
};
