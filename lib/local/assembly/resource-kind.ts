import type { TemplateObject } from './template';

/** What a resource of the template is to those that refer to it. */
export interface ResourceIdentity {
  /** What `Ref` gives. */
  readonly ref: string;
  /** What `Fn::GetAtt` gives, by attribute. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A resource whose name is wanted, before all of its properties are resolved. */
export interface NamedResource {
  readonly stackName: string;
  readonly logicalId: string;
  readonly account: string;
  readonly region: string;
  /** Resolves one property of the resource; undefined where it has none. */
  property(name: string): unknown;
}

/** A resource with its properties resolved. */
export interface ResolvedResource extends NamedResource {
  readonly properties: TemplateObject;
  readonly identity: ResourceIdentity;
  /** Absolute path of an asset that is a folder, by its content hash. */
  assetFolder(hash: string): string | undefined;
}

/** How one CloudFormation resource type becomes something local. */
export interface ResourceKind<Resource> {
  readonly type: string;
  /** The names and ARNs that it has on this machine: the same on every run. */
  identify(resource: NamedResource): ResourceIdentity;
  /** @throws UnsupportedResourceError for a property that the local run cannot honor */
  read(resource: ResolvedResource): Resource;
}
