import type { RecordEffect } from '../steps/step-type';

/** What the flow of data needs to know of a step. */
export interface RecordUse {
  readonly id: string;
  /** Whether the step reads the record: entered with a stale one, it is read again first. */
  readonly readsRecord: boolean;
  readonly effect: RecordEffect;
  readonly edges: readonly RecordEdge[];
}

/** An edge, by the id of the step that it leads to. */
export interface RecordEdge {
  readonly kind: string;
  readonly to: string | 'finish';
  readonly jump: boolean;
}

/**
 * On which edges the record, as the machine holds it, may be out of date (docs/transitions.md): behind a step that makes it
 * so, until a step reads it again or brings it new; and on every jump. Gives a function that answers for an edge of a
 * step.
 */
export function staleRecords(steps: readonly RecordUse[]): (step: RecordUse, edge: RecordEdge) => boolean {
  const byId = new Map(steps.map((step) => [step.id, step]));
  /** Steps that can be entered with a stale record. */
  const enteredStale = new Set<string>();

  const isStale = (step: RecordUse, edge: RecordEdge): boolean => {
    if (edge.jump) return true;
    // A step that failed has brought no record, but may have changed it.
    const effect = edge.kind === 'error' && step.effect === 'fresh' ? 'none' : step.effect;
    if (effect !== 'none') return effect === 'stale';
    return !step.readsRecord && enteredStale.has(step.id);
  };

  // A step becomes entered with a stale record once and for all: every step is looked at again at most once.
  const queue = [...steps];
  for (let step = queue.pop(); step !== undefined; step = queue.pop()) {
    for (const edge of step.edges) {
      const target = byId.get(edge.to);
      if (target === undefined || enteredStale.has(target.id) || !isStale(step, edge)) continue;
      enteredStale.add(target.id);
      queue.push(target);
    }
  }
  return isStale;
}
