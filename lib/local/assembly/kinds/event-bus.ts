import type { LocalBus } from '../local-resources';
import { physicalName } from '../physical-name';
import type { ResourceKind } from '../resource-kind';

/** A custom event bus; `Ref` gives its name. */
export const eventBus: ResourceKind<LocalBus> = {
  type: 'AWS::Events::EventBus',
  identify(resource) {
    const name = physicalName(resource, 'Name');
    const arn = `arn:aws:events:${resource.region}:${resource.account}:event-bus/${name}`;
    return { ref: name, attributes: { Arn: arn, Name: name } };
  },
  read({ stackName, logicalId, identity }) {
    return { stack: stackName, logicalId, name: identity.ref, arn: identity.attributes.Arn ?? '' };
  },
};
