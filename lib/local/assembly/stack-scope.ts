import { createHash } from 'node:crypto';
import type { AssemblyStack } from './cloud-assembly';
import { HARMLESS_RESOURCES } from './harmless-resources';
import { resolveValue } from './intrinsics';
import type { NamedResource, ResourceIdentity, ResourceKind } from './resource-kind';
import { NO_VALUE, type Scope } from './scope';
import type { TemplateParameter, TemplateResource } from './template';
import { UnresolvableValueError } from './unresolvable-value-error';

/** The account and the region that are made up where an app leaves them to the deployment. */
export interface LocalAccount {
  readonly account: string;
  readonly region: string;
}

/**
 * One stack's template with its names made concrete. Names are resolved when something asks for them, whatever the
 * order of the resources.
 */
export class StackScope implements Scope {
  readonly account: string;
  readonly region: string;
  private readonly identities = new Map<string, ResourceIdentity>();
  private readonly conditions = new Map<string, boolean>();
  /** What is being resolved now, to find circles. */
  private readonly open = new Set<string>();

  constructor(
    private readonly stack: AssemblyStack,
    private readonly kinds: ReadonlyMap<string, ResourceKind<unknown>>,
    fallback: LocalAccount,
  ) {
    this.account = stack.account ?? fallback.account;
    this.region = stack.region ?? fallback.region;
  }

  /** The resources whose conditions hold. */
  resources(): [logicalId: string, resource: TemplateResource][] {
    return Object.entries(this.stack.template.Resources ?? {}).filter(
      ([, { Condition }]) => Condition === undefined || this.condition(Condition) !== false,
    );
  }

  ref(name: string): unknown {
    const pseudo = this.pseudoParameter(name);
    if (pseudo !== undefined) return pseudo;
    const parameter = this.stack.template.Parameters?.[name];
    return parameter ? this.parameter(name, parameter) : this.identity(name)?.ref;
  }

  attribute(logicalId: string, attribute: string): unknown {
    const identity = this.identity(logicalId);
    const value = identity?.attributes[attribute];
    if (value !== undefined || identity === undefined) return value;
    const type = this.stack.template.Resources?.[logicalId]?.Type ?? '';
    return HARMLESS_RESOURCES.has(type) ? `${identity.ref}/${attribute}` : undefined;
  }

  condition(name: string): boolean | undefined {
    const known = this.conditions.get(name);
    if (known !== undefined) return known;
    const written = this.stack.template.Conditions?.[name];
    if (written === undefined) return undefined;
    const path = `${this.stack.id}/Conditions/${name}`;
    const value = this.once(path, () => resolveValue(written, this, path)) === true;
    this.conditions.set(name, value);
    return value;
  }

  mapping(map: string, topLevelKey: string, secondLevelKey: string): unknown {
    return this.stack.template.Mappings?.[map]?.[topLevelKey]?.[secondLevelKey];
  }

  /** The names of a resource; undefined when the template has none of that id. */
  identity(logicalId: string): ResourceIdentity | undefined {
    const known = this.identities.get(logicalId);
    if (known) return known;
    const resource = this.stack.template.Resources?.[logicalId];
    if (!resource) return undefined;
    const identity = this.once(`${this.stack.id}/${logicalId}`, () => this.identify(logicalId, resource));
    this.identities.set(logicalId, identity);
    return identity;
  }

  /** A resource as its kind sees it. */
  named(logicalId: string, resource: TemplateResource): NamedResource {
    return {
      stackName: this.stack.stackName,
      logicalId,
      account: this.account,
      region: this.region,
      property: (name) => {
        const path = `${this.stack.id}/${logicalId}/Properties/${name}`;
        const value = resolveValue(resource.Properties?.[name], this, path);
        return value === NO_VALUE ? undefined : value;
      },
    };
  }

  private identify(logicalId: string, resource: TemplateResource): ResourceIdentity {
    const kind = this.kinds.get(resource.Type);
    if (kind) return kind.identify(this.named(logicalId, resource));
    const service = resource.Type.split('::')[1]?.toLowerCase() ?? 'unknown';
    return { ref: `arn:aws:${service}:${this.region}:${this.account}:${logicalId}`, attributes: {} };
  }

  private pseudoParameter(name: string): unknown {
    const { stackName } = this.stack;
    switch (name) {
      case 'AWS::AccountId':
        return this.account;
      case 'AWS::Region':
        return this.region;
      case 'AWS::Partition':
        return 'aws';
      case 'AWS::URLSuffix':
        return 'amazonaws.com';
      case 'AWS::StackName':
        return stackName;
      case 'AWS::StackId':
        return `arn:aws:cloudformation:${this.region}:${this.account}:stack/${stackName}/${stackUuid(stackName)}`;
      case 'AWS::NotificationARNs':
        return [];
      case 'AWS::NoValue':
        return NO_VALUE;
      default:
        return undefined;
    }
  }

  /** A parameter's default; of a parameter in SSM, its name, since there is nobody to ask for its value. */
  private parameter(name: string, { Type, Default }: TemplateParameter): unknown {
    if (Default === undefined) {
      throw new UnresolvableValueError(
        `${this.stack.id}/Parameters/${name}`,
        'A parameter without a default has no value in a local run',
      );
    }
    const isList = Type === 'CommaDelimitedList' || Type.startsWith('List<');
    return isList && typeof Default === 'string' ? Default.split(',').map((item) => item.trim()) : Default;
  }

  private once<T>(path: string, resolve: () => T): T {
    if (this.open.has(path)) throw new UnresolvableValueError(path, 'It depends on itself, in a circle');
    this.open.add(path);
    try {
      return resolve();
    } finally {
      this.open.delete(path);
    }
  }
}

/** The last part of a stack's id: random at CloudFormation, the same on every run here. */
function stackUuid(stackName: string): string {
  const hash = createHash('sha256').update(stackName).digest('hex');
  return hash.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/, '$1-$2-4$3-a$4-$5');
}
