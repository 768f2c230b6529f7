import type { Settling } from '../worlds/world';

/** What the other system answers to one question: a status, and a body as JSON. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Something that the world outside does. `$ID` in any text is the record's id, another in each scenario. */
export type Deed =
  /** Puts an event on the stage's bus. */
  | { readonly event: { readonly source: string; readonly type: string; readonly detail: object } }
  /** Starts a workflow by hand. */
  | { readonly start: string; readonly input: object }
  /** Stores a contact, as `coded-actions records put` does. */
  | { readonly put: Readonly<Record<string, string>> }
  /** Deletes the contact. */
  | { readonly delete: true }
  /** Lets everything happen that can. */
  | { readonly settle: Settling }
  /** Completes the pause of a step by an event: of the workflow's last run, or that of an index. */
  | { readonly complete: string; readonly of: string; readonly nth?: number; readonly outputs: object }
  /** Redrives a run of a workflow: the last one, or that of an index. */
  | { readonly redrive: string; readonly nth?: number };

/** How one run of a scenario ends. */
export interface ExpectedRun {
  readonly workflow: string;
  readonly status: string;
  /** The states that it entered, in order. */
  readonly states?: readonly string[];
  readonly output?: unknown;
  readonly error?: string;
}

/** A story and what must come of it, wherever it is run. */
export interface Scenario {
  readonly title: string;
  /** The claims of `claims.json` that it checks. */
  readonly claims: readonly string[];
  /** What the other system answers, question by question; the last one again for all further. */
  readonly answers?: readonly Answer[];
  readonly does: readonly Deed[];
  /** Of each workflow in the order in which they started. */
  readonly runs: readonly ExpectedRun[];
  /** The contact's properties in the end. */
  readonly properties?: Readonly<Record<string, string>>;
  /** Why the histories of two worlds need not be equal; what is expected of the runs must hold in both all the same. */
  readonly mayDiffer?: string;
  /** The key that the other system was shown with each question. */
  readonly keys?: readonly string[];
}
