/** Something that stands in a stage. */
export interface Resource {
  readonly kind: 'function' | 'version' | 'role' | 'policy' | 'logGroup';
  /** A function's, role's or log group's name; a version's (with its number) or policy's ARN. */
  readonly id: string;
  /** Undefined where nothing says which one it belongs to. */
  readonly workflow: string | undefined;
}

/** What is to become of it. */
export interface Verdict {
  readonly resource: Resource;
  readonly verdict: 'keep' | 'delete';
  /** As a sentence without an end: `the stack coded-actions-dev-leads holds it`. */
  readonly why: string;
  /** Whether it stays because a stack holds it: the ordinary case, of which a person need not hear. */
  readonly held: boolean;
}

/** How a kind is called in a message. */
export const kindNames: Readonly<Record<Resource['kind'], string>> = {
  function: 'function',
  version: 'version',
  role: 'role',
  policy: 'policy',
  logGroup: 'log group',
};
