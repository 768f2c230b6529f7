import { createHash } from 'node:crypto';
import type { LocalFunctionVersion } from '../local-resources';
import { readText } from '../property-readers';
import type { NamedResource, ResourceKind } from '../resource-kind';

/**
 * A published version; `Ref` gives its qualified ARN. Its number comes from its logical id, in which CDK hashes code
 * and configuration: an execution that waits while the assembly is made anew finds its version gone, and never
 * another one's code under the same number.
 */
export const lambdaVersion: ResourceKind<LocalFunctionVersion> = {
  type: 'AWS::Lambda::Version',
  identify(resource) {
    const version = versionNumber(resource.logicalId);
    return { ref: `${functionArn(resource)}:${version}`, attributes: { Version: version } };
  },
  read(resource) {
    const { stackName, logicalId, identity } = resource;
    const version = identity.attributes.Version ?? '';
    return { stack: stackName, logicalId, functionArn: functionArn(resource), version, arn: identity.ref };
  },
};

function functionArn(resource: NamedResource): string {
  const name = readText(resource.property('FunctionName'), '');
  return name.startsWith('arn:')
    ? name
    : `arn:aws:lambda:${resource.region}:${resource.account}:function:${name}`;
}

function versionNumber(logicalId: string): string {
  return String(1 + (createHash('sha256').update(logicalId).digest().readUInt32BE() % 999_999));
}
