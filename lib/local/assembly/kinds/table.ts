import type { LocalTable } from '../local-resources';
import { physicalName } from '../physical-name';
import type { ResourceKind } from '../resource-kind';

/** A table; `Ref` gives its name. Point-in-time recovery, encryption and tags have no meaning here. */
export const table: ResourceKind<LocalTable> = {
  type: 'AWS::DynamoDB::Table',
  identify(resource) {
    const name = physicalName(resource, 'TableName');
    const arn = `arn:aws:dynamodb:${resource.region}:${resource.account}:table/${name}`;
    // A fixed time: AWS names a stream after when it was made.
    return { ref: name, attributes: { Arn: arn, StreamArn: `${arn}/stream/2026-01-01T00:00:00.000` } };
  },
  read({ stackName, logicalId, identity, properties }) {
    const { ref: name, attributes } = identity;
    return { stack: stackName, logicalId, name, arn: attributes.Arn ?? '', properties };
  },
};
