import type { PropertyType } from '../records/records-schema';

/**
 * What the parts agree on about a code step's action: the compiler writes the invocation, the bundler writes the
 * declaration beside the code, the wrapper (`lambdas/action`) reads both. Types only.
 */

/** The kinds of values that a code step can declare as outputs: those of properties, and `object` as an extension. */
export type OutputType = PropertyType | 'object';

/** One declared output. `choices` only with `enumeration`. */
export interface OutputDeclaration {
  readonly type: OutputType;
  readonly choices?: readonly string[];
}

/**
 * `step.json` in an action's bundle: what does not change from one invocation to the next. It is part of the asset,
 * so that a changed declaration is a new version of the function, as changed code is: an execution under way goes on with its own.
 */
export interface ActionDeclaration {
  readonly workflow: string;
  readonly step: string;
  /** The user's own file, relative to the project's folder, with forward slashes: errors name it. */
  readonly file: string;
  readonly outputs: Readonly<Record<string, OutputDeclaration>>;
  /** Names of the secrets that become `process.env.NAME` before the module loads, as HubSpot's code expects. */
  readonly secrets: readonly string[];
  /** The step's time limit in seconds; the function's own limit leaves the wrapper a second more to report. */
  readonly timeoutSeconds: number;
  /** True where the step declares `pause`, so that an action may ask to be blocked. */
  readonly pause: boolean;
  /**
   * The types of inputs where they are known: from `records.schema.json`, or from the output of an earlier step.
   * HubSpot's code gets a `date` or `datetime` as epoch milliseconds; without a type an input is what it looks like.
   */
  readonly inputTypes?: Readonly<Record<string, OutputType>>;
  /** After what time a pause expires, in seconds, where the action gives no `hs_expiration_duration`: a week without it. */
  readonly pauseSeconds?: number;
  /** What bounds retries where the step's `retry` says anything; HubSpot's schedule without it. */
  readonly retryLimits?: RetryLimits | 'never';
  /** True where the step's `retry` asks that a time-out be tried again too. */
  readonly retryTimeouts?: boolean;
  /** Outputs that may hold the value of a secret; any other that does is refused. */
  readonly secretOutputs?: readonly string[];
  /** `keep` where an action runs alone, without a step that could declare: every output is then given back. */
  readonly undeclaredOutputs?: 'keep';
}

/** What bounds retries, plain ones and those of a Retry-After together. */
export interface RetryLimits {
  /** After what time since the first try nothing is tried again, in seconds. */
  readonly deadlineSeconds: number;
  /** How often it is tried again at most; absent where time alone is the bound. */
  readonly retries?: number;
  /** The waits of plain retries, in seconds: the first, the longest, and by how much each is longer than the one before. */
  readonly firstSeconds: number;
  readonly maxSeconds: number;
  readonly backoffRate: number;
}

/** The payload with which the state machine invokes an action. */
export interface ActionInvocation {
  /** The same on every attempt and redrive, another for each visit; HubSpot's name for the idempotency key. */
  readonly callbackId: string;
  /** `objectType` in the record's own spelling (`contact`); the wrapper gives HubSpot's (`CONTACT`). */
  readonly object: {
    readonly objectType: string;
    readonly objectId: string;
    /** Properties of the record, where the caller gives them: `event.object.properties`. */
    readonly properties?: Readonly<Record<string, unknown>>;
  };
  /** What HubSpot's event of a bot has beside the rest (`userMessage`, `session`, …), as it is; of a bot alone. */
  readonly bot?: Readonly<Record<string, unknown>>;
  /** The evaluated `inputs` of the step; absent where an expression gave nothing. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** ARN of the execution, for logs. */
  readonly execution: string;
  /** What the wrapper needs to decide about retries, which one deadline bounds. Times are ISO 8601, from the machine's clock. */
  readonly attempt: {
    readonly now: string;
    /** When the step was first entered in this visit. */
    readonly since: string;
    /** How often a Retry-After was waited for in this visit. */
    readonly waits: number;
    /** How often Step Functions itself has tried again since the last wait, or since the step was entered. */
    readonly retries: number;
    /** How often the action was tried before in this visit, for whatever reason; where the step limits that. */
    readonly tries?: number;
  };
}

/** What the wrapper answers: declared outputs only, coerced, without nulls, and `hs_execution_state` if given. */
export interface ActionResult {
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Handler and file names inside an action's bundle. */
export const actionBundle = {
  /** Lambda's `Handler`. */
  handler: 'index.handler',
  wrapper: 'index.js',
  /** The user's code; `action.mjs` where it needs ES modules (top-level await). */
  commonJs: 'action.js',
  esModule: 'action.mjs',
  declaration: 'step.json',
} as const;

/** The name of a secret in Secrets Manager: one for each stage, so that none reads another's. */
export function secretId(stage: string, name: string): string {
  return `coded-actions/${stage}/${name}`;
}

/** The environment variable of a function that names its stage; its own so that no user's variable clashes. */
export const stageVariable = 'CODED_ACTIONS_STAGE';

/** The environment variable of a function that holds HubSpot's id of the account, for `event.origin.portalId`. */
export const portalVariable = 'CODED_ACTIONS_PORTAL_ID';
