import { type ControlFlow, flowOf } from '../graph/control-flow';
import type { OutlinedStep } from '../outline';
import type { Finding, ProblemList } from './problem-list';

/**
 * Checks the loops that `goto` makes. Step Functions ends a run whose history has 25,000 events, as failed ("Step
 * Functions service quotas"), and a loop that nothing slows down is there within minutes.
 *
 * A loop of branches and jumps alone is refused: only the clock, or somebody else's change of the record, could ever
 * end it. A loop in which steps work but nothing waits is warned of: their outputs may well end it, as when a code step
 * takes one page after another. A loop that no way leads out of is refused too, unless it waits: it then goes on for as
 * long as AWS lets it, which may be meant.
 */
export function checkLoops(flow: ControlFlow, problems: ProblemList): void {
  for (const step of flow.steps) {
    const jump = flowOf(step);
    if (jump?.kind !== 'jump' || !flow.reachable.has(step)) continue;
    const target = flow.jumpTarget(jump.to);
    // Steps stand in the order in which they run, so that every loop has a jump back.
    if (target === undefined || target.node.offset > step.node.offset || flow.resolve(step).to === 'loop')
      continue;
    const found = loopProblem(step, flow);
    if (found !== undefined) problems.atValue([...step.path, ...jump.at], found);
  }
}

function loopProblem(jump: OutlinedStep, flow: ControlFlow): Finding | undefined {
  if (!comesBack(jump, flow, () => true)) return undefined;
  if (comesBack(jump, flow, (step) => doesNothing(step))) {
    return {
      code: 'endless-goto',
      message: 'Nothing waits or works in the loop that this closes: it would spin until AWS ends the run.',
      remedy: 'Put a `delay` into the loop, such as `"for": "1 hour"`, or lead elsewhere.',
    };
  }
  const waitsNowhere = comesBack(jump, flow, (step) => !waits(step));
  if (!reachesFinish(jump, flow)) {
    return {
      ...(waitsNowhere ? {} : { severity: 'warning' as const }),
      code: 'endless-goto',
      message: waitsNowhere
        ? 'No way leads out of the loop that this closes, and nothing in it waits: AWS ends such a run after 25,000 events.'
        : 'No way leads out of the loop that this closes: AWS ends such a run, as failed, after 25,000 events or a year.',
      remedy: 'Lead out of it by a `branch`.',
    };
  }
  if (!waitsNowhere) return undefined;
  return {
    severity: 'warning',
    code: 'loop-without-delay',
    message:
      'Nothing waits in the loop that this closes: if it goes round often, AWS ends the run, as failed, after 25,000 events.',
    remedy: 'Put a `delay` into the loop, such as `"for": "1 minute"`.',
  };
}

/** Whether a run can come from a step back to it through steps of a kind only. */
function comesBack(
  start: OutlinedStep,
  flow: ControlFlow,
  isOfKind: (step: OutlinedStep) => boolean,
): boolean {
  return reached(start, flow, isOfKind).has(start);
}

function reachesFinish(start: OutlinedStep, flow: ControlFlow): boolean {
  return [start, ...reached(start, flow, () => true)].some((step) =>
    flow.ways(step).some(({ to }) => to === 'finish'),
  );
}

/** The steps of a kind that a run can come to from a step through others of the kind; itself where it can come back. */
function reached(
  start: OutlinedStep,
  flow: ControlFlow,
  isOfKind: (step: OutlinedStep) => boolean,
): ReadonlySet<OutlinedStep> {
  const found = new Set<OutlinedStep>();
  const queue = [start];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    const jump = flowOf(at);
    if (jump?.kind === 'jump' && flow.jumpTarget(jump.to) === undefined) continue;
    for (const { to } of flow.ways(at)) {
      if (to === 'finish' || found.has(to) || !isOfKind(to)) continue;
      found.add(to);
      queue.push(to);
    }
  }
  return found;
}

/** Whether a step only says how the run goes on. One that cannot be read may do anything. */
function doesNothing(step: OutlinedStep): boolean {
  const kind = flowOf(step)?.kind;
  return kind === 'choose' || kind === 'jump';
}

function waits({ step, type }: OutlinedStep): boolean {
  return step === undefined || type === undefined || (type.waits?.(step) ?? false);
}
