import { createHash } from 'node:crypto';
import type { LocalSecret } from '../local-resources';
import { physicalName } from '../physical-name';
import type { ResourceKind } from '../resource-kind';

/** A secret; `Ref` gives its ARN. A value in the template, or one to generate, is not taken: values come from a file. */
export const secret: ResourceKind<LocalSecret> = {
  type: 'AWS::SecretsManager::Secret',
  identify(resource) {
    const arn = secretArn(resource.account, resource.region, physicalName(resource, 'Name'));
    return { ref: arn, attributes: { Id: arn } };
  },
  read(resource) {
    const { stackName, logicalId, identity } = resource;
    return { stack: stackName, logicalId, name: physicalName(resource, 'Name'), arn: identity.ref };
  },
};

/** A secret's ARN: Secrets Manager puts a hyphen and six random characters behind the name; here they are a hash. */
export function secretArn(account: string, region: string, name: string): string {
  const suffix = createHash('sha256')
    .update(name)
    .digest('base64')
    .replace(/[^A-Za-z0-9]/g, 'x')
    .slice(0, 6);
  return `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${suffix}`;
}
