import type { LocalLogGroup } from '../local-resources';
import { physicalName } from '../physical-name';
import type { ResourceKind } from '../resource-kind';

/** A log group; `Ref` gives its name. */
export const logGroup: ResourceKind<LocalLogGroup> = {
  type: 'AWS::Logs::LogGroup',
  identify(resource) {
    const name = physicalName(resource, 'LogGroupName');
    return {
      ref: name,
      attributes: { Arn: `arn:aws:logs:${resource.region}:${resource.account}:log-group:${name}:*` },
    };
  },
  read({ stackName, logicalId, identity }) {
    return { stack: stackName, logicalId, name: identity.ref, arn: identity.attributes.Arn ?? '' };
  },
};
