import type { LocalInvokePermission } from '../local-resources';
import { readText } from '../property-readers';
import type { ResourceKind } from '../resource-kind';

/** A statement of a function's own policy: who else may invoke it. */
export const invokePermission: ResourceKind<LocalInvokePermission> = {
  type: 'AWS::Lambda::Permission',
  identify(resource) {
    return { ref: resource.logicalId, attributes: {} };
  },
  read({ stackName, logicalId, properties }) {
    const { SourceArn: sourceArn, SourceAccount: sourceAccount } = properties;
    return {
      stack: stackName,
      logicalId,
      functionName: readText(properties.FunctionName, ''),
      action: readText(properties.Action, ''),
      principal: readText(properties.Principal, ''),
      ...(sourceArn === undefined ? {} : { sourceArn: String(sourceArn) }),
      ...(sourceAccount === undefined ? {} : { sourceAccount: String(sourceAccount) }),
    };
  },
};
