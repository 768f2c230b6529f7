import { createHash } from 'node:crypto';
import type { NamedResource } from './resource-kind';

/**
 * The name of a resource that the template leaves unnamed, in CloudFormation's form `<stack>-<logical id>-<suffix>`;
 * the suffix is a hash in place of CloudFormation's random one, so that a name is the same on every run.
 *
 * @param longest how many characters the service allows
 */
export function physicalName(resource: NamedResource, property: string, longest = 255): string {
  const given = resource.property(property);
  if (typeof given === 'string' && given !== '') return given;
  const { stackName, logicalId } = resource;
  const suffix = createHash('sha256')
    .update(`${stackName}/${logicalId}`)
    .digest('hex')
    .slice(0, 12)
    .toUpperCase();
  const id = logicalId.slice(0, Math.max(24, longest - suffix.length - 2 - stackName.length));
  return `${stackName.slice(0, longest - suffix.length - 2 - id.length)}-${id}-${suffix}`;
}
