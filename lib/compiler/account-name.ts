/**
 * The names that only the account and the stack know. `action` is the version ARN of the step in `step`;
 * `executions` is the pattern of the workflow's own executions' ARNs (a grant's resource, not a value in a definition).
 */
export type AccountNameKind = 'table' | 'bus' | 'action' | 'stage' | 'executions';

/**
 * A mark in a definition for a name that the stack puts in last. It is an instance of a class and not
 * a string of a special form, so that nothing in a user's text can be taken for one.
 */
export class AccountName {
  constructor(
    readonly kind: AccountNameKind,
    /** The step's id, with `action` only. */
    readonly step?: string,
  ) {}

  /** How `coded-actions compile` prints it. */
  toJSON(): string {
    return this.step === undefined ? `<${this.kind}>` : `<${this.kind} ${this.step}>`;
  }
}
