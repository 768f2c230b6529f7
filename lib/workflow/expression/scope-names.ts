/** One of the names that the language puts in scope of expressions. */
export interface ScopeName {
  /** One sentence, for the reference. */
  readonly summary: string;
  /** The fields that there are, each with one sentence; undefined where they depend on the workflow or the event. */
  readonly fields?: Readonly<Record<string, string>>;
  /** The step type inside which alone there is such a name. */
  readonly insideType?: string;
}

/** What an expression can name beside functions and its own variables. */
export const scopeNames = {
  record: { summary: "The record's properties: `$record.email`." },
  steps: { summary: 'What steps gave: `$steps.availability.owner_id`. Absent while the step has not run.' },
  trigger: {
    summary: 'The event that enrolled the record. Absent where a person started the run.',
    fields: {
      id: "The event's id.",
      source: 'Who sent it.',
      'detail-type': "The event's name.",
      time: 'When it happened, in ISO 8601.',
      detail: 'What it carries: `$trigger.detail.properties.email`.',
      account: 'The AWS account.',
      region: 'The AWS region.',
      resources: 'ARNs that it is about.',
      version: 'The version of the envelope.',
    },
  },
  run: {
    summary: 'The run itself.',
    fields: {
      id: "The execution's ARN.",
      name: "The execution's name.",
      startTime: 'When it started, in ISO 8601.',
      objectType: "The record's object type.",
      objectId: "The record's id.",
    },
  },
  env: {
    summary: 'Where the workflow runs.',
    fields: {
      stage: 'The stage: `dev`, `prod`.',
      workflow: "The workflow's name.",
    },
  },
  error: {
    summary: 'In a path of `onError`: what went wrong.',
    fields: {
      name: "The error's name, such as `CodedActions.Failed`.",
      message: 'What it says.',
    },
  },
  item: { summary: 'In a `forEach`: the item of this iteration.', insideType: 'forEach' },
  index: { summary: 'In a `forEach`: the number of this iteration, from 0.', insideType: 'forEach' },
} as const satisfies Record<string, ScopeName>;

/** The kinds of references. */
export type ScopeKind = keyof typeof scopeNames;

const scopeKinds: ReadonlySet<string> = new Set(Object.keys(scopeNames));

/** Whether a variable, without its `$`, is one of the language's names. */
export function isScopeKind(name: string): name is ScopeKind {
  return scopeKinds.has(name);
}

/**
 * Variables that the compiler makes of authors' names: one small letter, or `p` and a number for each scope, then `_`,
 * and a few by name. Authors may not bind them, or theirs would hide the compiler's.
 */
const compiledPrefix = /^([a-z]|p\d+)_/;
const compiledVariables: ReadonlySet<string> = new Set(['states', 'objectId', 'jumps']);

/** Whether authors may not bind a variable, named without its `$`, because the language or the compiler has it. */
export function isReservedVariable(name: string): boolean {
  return isScopeKind(name) || compiledVariables.has(name) || compiledPrefix.test(name);
}
