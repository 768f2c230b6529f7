/** What a function or one of its versions runs with. */
export interface FunctionSettings {
  /** The ARN of the role that it acts in. */
  readonly role: string;
  /** The name of the log group that it writes to; undefined where AWS does not say. */
  readonly logGroup: string | undefined;
}

/** A published version of a function. */
export interface StandingVersion extends FunctionSettings {
  /** Its number, as text: `3`. */
  readonly version: string;
}

/** The tags of something; undefined where nobody has read them, since a stack holds it. */
export type Tags = Readonly<Record<string, string>> | undefined;

/** A Lambda function of a stage, with all of its versions. */
export interface StandingFunction {
  readonly name: string;
  /** Without a qualifier. */
  readonly arn: string;
  readonly tags: Tags;
  /** What `$LATEST` runs with. */
  readonly latest: FunctionSettings;
  readonly versions: readonly StandingVersion[];
}

/** What IAM's documents say about where something belongs: IAM is one for all regions of an account. */
export interface PolicyRegions {
  /** The regions that its policies name, without repetition; undefined where nobody has read them. */
  readonly regions: readonly string[] | undefined;
}

/** A role of a stage. */
export interface StandingRole extends PolicyRegions {
  readonly name: string;
  readonly arn: string;
  readonly tags: Tags;
  /** How many policies it has, of its own and attached; undefined where nobody has read them. */
  readonly policies: number | undefined;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** A managed policy of a stage. CloudFormation gives these no tags: what they are attached to says whose they are. */
export interface StandingPolicy extends PolicyRegions {
  readonly arn: string;
  /** The names of the roles that have it; undefined where nobody has read them. */
  readonly roles: readonly string[] | undefined;
  /** Whether users or groups have it too, which are not ours. */
  readonly othersHaveIt: boolean;
}

/** A log group of a stage. */
export interface StandingLogGroup {
  readonly name: string;
  readonly tags: Tags;
  /** How long its events are kept, in days; undefined where they never expire. */
  readonly retentionDays: number | undefined;
  /** When something was last written, in milliseconds since the epoch; undefined where nothing ever was. */
  readonly lastWrittenAt: number | undefined;
}

/** Everything of a stage that a deploy retains, whether a stack still holds it or not. */
export interface Standing {
  readonly functions: readonly StandingFunction[];
  readonly roles: readonly StandingRole[];
  readonly policies: readonly StandingPolicy[];
  readonly logGroups: readonly StandingLogGroup[];
}
