import { didYouMean } from '../did-you-mean';
import { type ControlFlow, flowOf } from '../graph/control-flow';
import type { OutlinedStep } from '../outline';
import type { ProblemList } from './problem-list';

/** Checks where jumps lead, and that a run can come to every step. */
export function checkFlow(flow: ControlFlow, problems: ProblemList): void {
  for (const step of flow.steps) checkJump(step, flow, problems);
  reportUnreachable(flow.steps, flow, problems);
}

function checkJump(step: OutlinedStep, flow: ControlFlow, problems: ProblemList): void {
  const jump = flowOf(step);
  if (jump?.kind !== 'jump') return;
  const place = [...step.path, ...jump.at];
  const target = flow.stepNamed(jump.to);
  if (target === undefined) {
    const ids = flow.steps.flatMap(({ id }) => (id === undefined || id === step.id ? [] : [id]));
    problems.atValue(place, {
      code: 'unknown-step',
      message: `There is no step \`${jump.to}\`.`,
      remedy: ['end', 'finish', 'stop'].includes(jump.to.toLowerCase())
        ? 'To end the run, put a step of type `end` here instead.'
        : didYouMean(jump.to, ids, 'steps'),
    });
  } else if (flow.resolve(step).to === 'loop') {
    problems.atValue(place, {
      code: 'endless-goto',
      message: `\`${String(step.id)}\` leads back to itself and passes no other step: the run would never end.`,
      remedy: 'Lead to a step that does something, best behind a `delay` or a `branch`.',
    });
  }
}

/** Reports the first of each row of steps that no run comes to; what stands inside or behind it follows from it. */
function reportUnreachable(steps: readonly OutlinedStep[], flow: ControlFlow, problems: ProblemList): void {
  const reported: OutlinedStep[] = [];
  for (const step of steps) {
    if (flow.reachable.has(step) || reported.some((first) => followsFrom(step, first))) continue;
    reported.push(step);
    problems.atOffset(step.node.offset, {
      code: 'unreachable-step',
      message: `No run comes to the step \`${step.id ?? '?'}\`: what stands before it always leads elsewhere.`,
      remedy: 'Take it out, move it in front of the `end` or `goto`, or lead to it with a `goto`.',
    });
  }
}

/** Whether a step stands in a list with another, or inside that list's steps. */
function followsFrom(step: OutlinedStep, first: OutlinedStep): boolean {
  const list = first.path.slice(0, -1);
  return list.every((part, index) => part === step.path[index]);
}
