import { createHash } from 'node:crypto';
import { type CfnResource, type IResolveContext, Lazy, Stack } from 'aws-cdk-lib';
import { canonicalJson } from '../bundler/canonical-json';

/**
 * Makes a resource's logical id follow from what the resource says, so that another content is another resource beside
 * the old one. Tags are left out: a new tag grants nothing.
 */
export function nameByContent(resource: CfnResource): void {
  nameBy(resource, () => ({ ...propertiesOf(resource), Tags: undefined }));
}

/**
 * Makes a resource's logical id follow from some content: equal content, equal id, in whatever order keys stand.
 *
 * The content is asked for when templates are written and not before: an aspect may have changed it until then.
 * Everything that refers to the resource asks for its id, so that it is computed once for all of them.
 */
export function nameBy(resource: CfnResource, content: () => unknown): void {
  const allocated = Stack.of(resource).getLogicalId(resource);
  let rendering = false;
  let final = false;
  let name: string | undefined;
  const produce = ({ preparing }: IResolveContext) => {
    // A first pass only looks for references, and there is none in a name. And what a resource says holds the
    // resource's own id, which leads back to here.
    if (preparing || rendering) return allocated;
    if (name !== undefined) return name;
    rendering = true;
    try {
      const computed = `${allocated}${hash(content())}`;
      if (final) name = computed;
      return computed;
    } finally {
      rendering = false;
    }
  };
  // Every synthesis validates after the last aspect and before the first template: from there on nothing changes.
  resource.node.addValidation({
    validate: () => {
      final = true;
      name = undefined;
      return [];
    },
  });
  resource.overrideLogicalId(Lazy.uncachedString({ produce }));
}

/** The properties of a resource as they will stand in the template. */
export function propertiesOf(resource: CfnResource): Readonly<Record<string, unknown>> {
  const stack = Stack.of(resource);
  const { Resources }: Rendered = stack.resolve(resource._toCloudFormation());
  const [rendered] = Object.values(Resources);
  return rendered?.Properties ?? {};
}

interface Rendered {
  readonly Resources: Readonly<
    Record<string, { readonly Properties?: Readonly<Record<string, unknown>> } | undefined>
  >;
}

function hash(content: unknown): string {
  return createHash('sha256')
    .update(canonicalJson(content) ?? '')
    .digest('hex')
    .slice(0, 8);
}
