import type { LocalQueuePolicy } from '../local-resources';
import { readObject } from '../property-readers';
import type { ResourceKind } from '../resource-kind';

/** The policy of one queue or several: who may send to them. */
export const queuePolicy: ResourceKind<LocalQueuePolicy> = {
  type: 'AWS::SQS::QueuePolicy',
  identify(resource) {
    return { ref: resource.logicalId, attributes: { Id: resource.logicalId } };
  },
  read({ stackName, logicalId, properties }) {
    const queues = properties.Queues;
    return {
      stack: stackName,
      logicalId,
      queueUrls: Array.isArray(queues) ? queues.map(String) : [],
      document: readObject(properties.PolicyDocument),
    };
  },
};
