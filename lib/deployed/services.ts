import type { UnfinishedExecution } from './execution';
import type { StackResource } from './holdings';
import type { Revision } from './need';
import type { ExecutionRevision } from './needs-of-executions';
import type { FunctionSettings, StandingVersion } from './standing';

// What is asked of AWS, one interface a service; `aws/` answers by the SDK. Whatever is gone already counts as deleted.

/** A function as Lambda lists it. */
export interface ListedFunction extends FunctionSettings {
  readonly name: string;
  /** Without a qualifier. */
  readonly arn: string;
}

/** Lambda. */
export interface FunctionsService {
  /** The functions that act in a role whose ARN is accepted. */
  list(acceptRole: (arn: string) => boolean): Promise<readonly ListedFunction[]>;
  /** The published versions of a function, without `$LATEST`. */
  versions(name: string): Promise<readonly StandingVersion[]>;
  tags(arn: string): Promise<Readonly<Record<string, string>>>;
  deleteVersion(name: string, version: string): Promise<void>;
  /** With all of its versions. */
  deleteFunction(name: string): Promise<void>;
}

/** A role as IAM lists it. */
export interface ListedRole {
  readonly name: string;
  readonly arn: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** What a role can do, and whose it is. */
export interface RoleDetails {
  readonly tags: Readonly<Record<string, string>>;
  /** The documents of the policies in the role itself, as JSON texts. */
  readonly documents: readonly string[];
  /** How many managed policies it has. */
  readonly attached: number;
}

/** What a managed policy allows, and who has it. */
export interface PolicyDetails {
  /** JSON text. */
  readonly document: string;
  readonly roles: readonly string[];
  readonly othersHaveIt: boolean;
}

/** IAM. */
export interface IdentityService {
  /** The roles that stand under a path. */
  roles(path: string): Promise<readonly ListedRole[]>;
  /** Undefined when it is gone. */
  roleDetails(name: string): Promise<RoleDetails | undefined>;
  /** The ARNs of the managed policies that stand under a path. */
  policies(path: string): Promise<readonly string[]>;
  /** Undefined when it is gone. */
  policyDetails(arn: string): Promise<PolicyDetails | undefined>;
  /** Takes its policies, and deletes it. */
  deleteRole(name: string): Promise<void>;
  /** With all of its versions. */
  deletePolicy(arn: string): Promise<void>;
}

/** A log group as CloudWatch lists it. */
export interface ListedLogGroup {
  readonly name: string;
  readonly arn: string;
  /** Undefined where its events never expire. */
  readonly retentionDays: number | undefined;
}

/** CloudWatch Logs. */
export interface LogsService {
  /** The log groups whose names begin so. */
  list(prefix: string): Promise<readonly ListedLogGroup[]>;
  /** Milliseconds since the epoch; undefined where nothing ever was written. */
  lastWrittenAt(name: string): Promise<number | undefined>;
  tags(arn: string): Promise<Readonly<Record<string, string>>>;
  delete(name: string): Promise<void>;
}

/** A stack as CloudFormation describes it. */
export interface Stack {
  /** ARN. */
  readonly id: string;
  readonly name: string;
  /** Such as `UPDATE_COMPLETE`. */
  readonly status: string;
  readonly terminationProtected: boolean;
  /** When its last operation began, in milliseconds since the epoch. */
  readonly changedAt: number;
}

/** CloudFormation. */
export interface StacksService {
  /** The stacks whose names begin so, without those that are deleted. */
  list(prefix: string): Promise<readonly Stack[]>;
  /** A stack by name or, also when it is deleted, by id; undefined where there is none. */
  describe(nameOrId: string): Promise<Stack | undefined>;
  resources(stack: string): Promise<readonly StackResource[]>;
  /** When the stack's last event was, in milliseconds since the epoch; undefined where it had none. */
  lastEventAt(stack: string): Promise<number | undefined>;
  /** Begins to delete it. */
  delete(stack: string): Promise<void>;
  /** Why things could not be deleted, the latest first. */
  failures(stackId: string): Promise<readonly string[]>;
}

/** A state machine as it stands. */
export interface Machine extends Revision {
  readonly revisionId: string | undefined;
  readonly deleting: boolean;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** Step Functions. */
export interface ExecutionsService {
  /** Undefined when there is none. */
  machine(arn: string): Promise<Machine | undefined>;
  /** The machine's executions of one status; none when the machine is gone. */
  list(machine: string, status: UnfinishedExecution['status']): Promise<readonly UnfinishedExecution[]>;
  revisionOf(execution: string): Promise<ExecutionRevision | undefined>;
  /** Whether AWS would redrive it. */
  canBeRedriven(execution: string): Promise<boolean>;
  /** Does nothing where it has ended. */
  stop(execution: string, error: string, cause: string): Promise<void>;
}

/** A rule on a bus. */
export interface RuleName {
  readonly name: string;
  readonly bus: string;
}

/** EventBridge. */
export interface RulesService {
  disable(rule: RuleName): Promise<void>;
  enable(rule: RuleName): Promise<void>;
}

/** The stage's table. */
export interface RunsService {
  /**
   * Runs of a workflow that have not succeeded, the latest first.
   *
   * @param startedBefore milliseconds since the epoch; undefined for all
   * @param limit how many at most of each status
   * @returns undefined when the stage has no table
   */
  unfinished(
    workflow: string,
    startedBefore: number | undefined,
    limit: number,
  ): Promise<readonly UnfinishedExecution[] | undefined>;
}

/** All that is asked of AWS about one stage, in one region of one account. */
export interface StageServices {
  readonly region: string;
  readonly functions: FunctionsService;
  readonly identity: IdentityService;
  readonly logs: LogsService;
  readonly stacks: StacksService;
  readonly executions: ExecutionsService;
  readonly rules: RulesService;
  readonly runs: RunsService;
}
