/** A verdict without its resource. */
export interface Judgement {
  readonly verdict: 'keep' | 'delete';
  /** As a sentence without an end. */
  readonly why: string;
  /** Set where a stack holds it. */
  readonly held?: true;
}

/** It stays, and why. */
export function keep(why: string): Judgement {
  return { verdict: 'keep', why };
}
