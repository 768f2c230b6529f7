import type { LocalQueue } from '../local-resources';
import { physicalName } from '../physical-name';
import type { ResourceKind } from '../resource-kind';

/** A queue; `Ref` gives its URL. */
export const queue: ResourceKind<LocalQueue> = {
  type: 'AWS::SQS::Queue',
  identify(resource) {
    const { account, region } = resource;
    const name = physicalName(resource, 'QueueName', 80);
    const url = `https://sqs.${region}.amazonaws.com/${account}/${name}`;
    return {
      ref: url,
      attributes: { Arn: `arn:aws:sqs:${region}:${account}:${name}`, QueueName: name, QueueUrl: url },
    };
  },
  read({ stackName, logicalId, identity }) {
    const { Arn = '', QueueName = '' } = identity.attributes;
    return { stack: stackName, logicalId, name: QueueName, arn: Arn, url: identity.ref };
  },
};
