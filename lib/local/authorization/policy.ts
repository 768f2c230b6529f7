/** One statement of a policy, in the form in which it is evaluated. */
export interface PolicyStatement {
  /** Where it stands, for messages: the stack, the role or policy, and its number. */
  readonly place: string;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: PatternList;
  readonly resources: PatternList;
  /** Whom a resource's policy speaks of; undefined in a role's policy, which speaks of the role. */
  readonly principals: readonly Principal[] | undefined;
  readonly conditions: readonly Condition[];
}

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
export interface PatternList {
  readonly patterns: readonly string[];
  /** Whether it names what the statement is not about. */
  readonly negated: boolean;
}

/** A principal that a resource's policy names: `*` is everybody. */
export interface Principal {
  readonly type: 'Service' | 'AWS' | '*';
  readonly name: string;
}

/** One key of one operator of `Condition`. */
export interface Condition {
  readonly operator: string;
  /** In lower case: keys are not sensitive to it. */
  readonly key: string;
  readonly values: readonly string[];
}
