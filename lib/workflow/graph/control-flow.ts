import { allSteps, type OutlinedStep } from '../outline';
import type { Flow } from '../steps/step-type';
import type { Edge } from './step-graph';

/** What a way leads to, `goto` and `end` steps included. */
export type Destination = OutlinedStep | 'finish';

/** A way on from a step. */
export interface Way {
  readonly kind: Edge['kind'];
  /** The arm's index for `when`. */
  readonly arm?: number;
  readonly label?: string;
  readonly to: Destination;
}

/** A way into a step, from its other end. */
interface Source {
  readonly from: OutlinedStep;
  readonly failed: boolean;
}

/**
 * Where a run can go from each step, in a workflow that may be broken: a step that cannot be read goes on behind itself
 * and into every list inside it; a jump to a step that there is not, or is several times, may lead anywhere. So what is
 * said of such a workflow is never more than what is sure.
 */
export class ControlFlow {
  /** What is entered first. */
  readonly start: Destination;
  /** All steps, in the order of the file. */
  readonly steps: readonly OutlinedStep[];
  /** Steps that a run can come to. */
  readonly reachable: ReadonlySet<OutlinedStep>;
  private readonly waysOf = new Map<OutlinedStep, readonly Way[]>();
  private readonly sourcesOf = new Map<OutlinedStep, Source[]>();
  private readonly byId = new Map<string, OutlinedStep>();
  private readonly ambiguous = new Set<string>();

  constructor(steps: readonly OutlinedStep[]) {
    this.steps = allSteps(steps);
    for (const step of this.steps) {
      if (step.id === undefined) continue;
      if (this.byId.has(step.id)) this.ambiguous.add(step.id);
      else this.byId.set(step.id, step);
    }
    this.start = steps[0] ?? 'finish';
    this.connect(steps, 'finish');
    this.reachable = this.findReachable();
    for (const from of this.reachable) {
      for (const { kind, to } of this.ways(from))
        if (to !== 'finish') this.addSource(to, { from, failed: kind === 'error' });
    }
  }

  /** The step with an id; the first, where several have it. */
  stepNamed(id: string): OutlinedStep | undefined {
    return this.byId.get(id);
  }

  /** Whether several steps have an id: nothing is sure then of what names it. */
  isAmbiguous(id: string): boolean {
    return this.ambiguous.has(id);
  }

  /** Where a jump to an id leads; undefined where that is not sure. */
  jumpTarget(id: string): OutlinedStep | undefined {
    return this.ambiguous.has(id) ? undefined : this.byId.get(id);
  }

  ways(step: OutlinedStep): readonly Way[] {
    return this.waysOf.get(step) ?? [];
  }

  /**
   * The steps whose outputs there can be when a step is entered: those that a run can have passed before it, on some
   * way, without failing. The step itself is one of them where a run can come back to it.
   */
  stepsBefore(step: OutlinedStep): ReadonlySet<OutlinedStep> {
    const leadHere = new Set<OutlinedStep>([step]);
    const before = new Set<OutlinedStep>();
    const queue = [step];
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      for (const { from, failed } of this.sourcesOf.get(at) ?? []) {
        if (!failed) before.add(from);
        if (leadHere.has(from)) continue;
        leadHere.add(from);
        queue.push(from);
      }
    }
    return before;
  }

  /** What a destination leads to when jumps and ends, which are no states, are passed: `loop` if only to jumps again. */
  resolve(destination: Destination): { readonly to: Destination | 'loop'; readonly jumped: boolean } {
    const passed = new Set<OutlinedStep>();
    let at = destination;
    let jumped = false;
    while (at !== 'finish') {
      const flow = flowOf(at);
      if (flow?.kind === 'finish') return { to: 'finish', jumped };
      if (flow?.kind !== 'jump') return { to: at, jumped };
      if (passed.has(at)) return { to: 'loop', jumped };
      passed.add(at);
      jumped = true;
      const target = this.jumpTarget(flow.to);
      if (target === undefined) return { to: at, jumped };
      at = target;
    }
    return { to: 'finish', jumped };
  }

  private findReachable(): ReadonlySet<OutlinedStep> {
    const reached = new Set<OutlinedStep>();
    const queue = [this.start];
    for (let step = queue.pop(); step !== undefined; step = queue.pop()) {
      if (step === 'finish' || reached.has(step)) continue;
      reached.add(step);
      queue.push(...this.ways(step).map(({ to }) => to));
    }
    return reached;
  }

  private addSource(to: OutlinedStep, source: Source): void {
    const sources = this.sourcesOf.get(to);
    if (sources === undefined) this.sourcesOf.set(to, [source]);
    else sources.push(source);
  }

  private connect(steps: readonly OutlinedStep[], behind: Destination): void {
    steps.forEach((step, index) => {
      const next = steps[index + 1] ?? behind;
      const lists = [
        ...step.lists.map((list) => list.steps),
        ...(typeof step.onError === 'string' ? [] : [step.onError]),
      ];
      for (const list of lists) this.connect(list, next);
      this.waysOf.set(step, [...this.waysOn(step, next), ...errorWays(step, next)]);
    });
  }

  private waysOn(step: OutlinedStep, next: Destination): readonly Way[] {
    const flow = flowOf(step);
    if (flow === undefined) {
      return [next, ...step.lists.map(({ steps }) => steps[0] ?? next)].map((to) => ({ kind: 'next', to }));
    }
    switch (flow.kind) {
      case 'next':
        return [{ kind: 'next', to: next }];
      case 'finish':
        return [{ kind: 'next', to: 'finish' }];
      case 'jump': {
        const target = this.jumpTarget(flow.to);
        return (target ? [target] : this.steps).map((to) => ({ kind: 'next', to }));
      }
      case 'choose':
        return chooseWays(flow, step, next);
    }
  }
}

/** How a run goes on from a step that did not fail; undefined for one that cannot be read. */
export function flowOf({ type, step }: OutlinedStep): Flow | undefined {
  return step && type?.flow(step);
}

function chooseWays(flow: Flow & { kind: 'choose' }, step: OutlinedStep, next: Destination): readonly Way[] {
  let arm = 0;
  return flow.arms.map((way) => {
    const at = way.list.join('.');
    const list = step.lists.find((list) => list.at.join('.') === at);
    return {
      kind: way.kind,
      to: list?.steps[0] ?? next,
      ...(way.kind === 'when' ? { arm: arm++ } : {}),
      ...(way.label === undefined ? {} : { label: way.label }),
    };
  });
}

function errorWays({ onError }: OutlinedStep, next: Destination): readonly Way[] {
  if (onError === 'fail') return [];
  return [{ kind: 'error', label: 'on error', to: onError === 'continue' ? next : (onError[0] ?? next) }];
}
