/** A resource of a stack, as CloudFormation lists it. */
export interface StackResource {
  /** The name of the stack. */
  readonly stack: string;
  /** Such as `AWS::Lambda::Function`. */
  readonly type: string;
  /** What the resource's service calls it. */
  readonly physicalId: string;
}

/** What stacks hold: the name of the stack, by what the resource's service calls the resource. */
export interface Holdings {
  /** By name. */
  readonly functions: ReadonlyMap<string, string>;
  /** By ARN with the number. */
  readonly versions: ReadonlyMap<string, string>;
  /** By name. */
  readonly roles: ReadonlyMap<string, string>;
  /** By ARN. */
  readonly policies: ReadonlyMap<string, string>;
  /** By name. */
  readonly logGroups: ReadonlyMap<string, string>;
}

/**
 * The types of resources that deploys retain, and where they stand in `Holdings`. The physical ids are what `Ref` gives
 * of each type (CloudFormation Template Reference, "Return values").
 */
const kinds = {
  'AWS::Lambda::Function': 'functions',
  'AWS::Lambda::Version': 'versions',
  'AWS::IAM::Role': 'roles',
  'AWS::IAM::ManagedPolicy': 'policies',
  'AWS::Logs::LogGroup': 'logGroups',
} as const;

/** What stacks hold of the kinds that deploys retain. */
export function holdingsOf(resources: readonly StackResource[]): Holdings {
  const held = {
    functions: new Map<string, string>(),
    versions: new Map<string, string>(),
    roles: new Map<string, string>(),
    policies: new Map<string, string>(),
    logGroups: new Map<string, string>(),
  };
  for (const { stack, type, physicalId } of resources) {
    if (isRetainedType(type)) held[kinds[type]].set(physicalId, stack);
  }
  return held;
}

function isRetainedType(type: string): type is keyof typeof kinds {
  return Object.hasOwn(kinds, type);
}
