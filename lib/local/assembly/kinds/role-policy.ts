import type { ResourceOrigin } from '../local-resources';
import { physicalName } from '../physical-name';
import { readObject, readText } from '../property-readers';
import type { ResourceKind } from '../resource-kind';
import type { TemplateObject } from '../template';

/** A policy that stands apart from the roles that it is attached to. */
export interface RolePolicy extends ResourceOrigin {
  readonly name: string;
  readonly document: TemplateObject;
  /** Names of roles. */
  readonly roles: readonly string[];
}

/** CDK's way of granting: a policy beside the role, attached by the role's name. */
export const rolePolicy: ResourceKind<RolePolicy> = {
  type: 'AWS::IAM::Policy',
  identify(resource) {
    return { ref: physicalName(resource, 'PolicyName', 128), attributes: {} };
  },
  read({ stackName, logicalId, properties }) {
    const roles = properties.Roles;
    return {
      stack: stackName,
      logicalId,
      name: readText(properties.PolicyName, logicalId),
      document: readObject(properties.PolicyDocument),
      roles: Array.isArray(roles) ? roles.map(String) : [],
    };
  },
};
