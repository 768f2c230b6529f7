/** What the intrinsics of one stack's template can ask for. */
export interface Scope {
  /** What `Ref` of a resource, parameter or pseudo parameter gives; undefined for an unknown name. */
  ref(name: string): unknown;
  /** What `Fn::GetAtt` gives; undefined for an unknown resource or attribute. */
  attribute(logicalId: string, attribute: string): unknown;
  /** Whether a condition of the template holds; undefined for an unknown one. */
  condition(name: string): boolean | undefined;
  /** A value of the section `Mappings`; undefined for an unknown one. */
  mapping(map: string, topLevelKey: string, secondLevelKey: string): unknown;
  /** The availability zones' region, for `Fn::GetAZs` without one. */
  readonly region: string;
}

/** What `Ref: AWS::NoValue` gives: the property that holds it is left out. */
export const NO_VALUE = Symbol('AWS::NoValue');
