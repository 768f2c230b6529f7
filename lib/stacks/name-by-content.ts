import { createHash } from 'node:crypto';
import { type CfnResource, Lazy, Stack } from 'aws-cdk-lib';

/**
 * Makes a resource's logical id follow from what the resource says, so that another content is another resource beside
 * the old one. It is computed when the template is written and not before: an aspect may have changed the resource
 * until then. Tags are left out: a new tag grants nothing.
 */
export function nameByContent(resource: CfnResource): void {
  const stack = Stack.of(resource);
  const allocated = stack.getLogicalId(resource);
  let rendering = false;
  const produce = () => {
    // The rendered resource holds its own logical id, which leads back to here.
    if (rendering) return allocated;
    rendering = true;
    try {
      return `${allocated}${hash(properties(stack.resolve(resource._toCloudFormation()), allocated))}`;
    } finally {
      rendering = false;
    }
  };
  resource.overrideLogicalId(Lazy.uncachedString({ produce }));
}

function properties(
  rendered: { readonly Resources: Readonly<Record<string, { readonly Properties?: object }>> },
  logicalId: string,
): object {
  return { ...rendered.Resources[logicalId]?.Properties, Tags: undefined };
}

function hash(content: object): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 8);
}
