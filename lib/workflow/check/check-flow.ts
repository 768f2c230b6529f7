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
        : (titledStep(jump.to, flow) ?? didYouMean(jump.to, ids, 'steps')),
    });
  } else if (flow.resolve(step).to === 'loop') {
    problems.atValue(place, {
      code: 'endless-goto',
      message: `\`${String(step.id)}\` leads back to itself and passes no other step: the run would never end.`,
      remedy: 'Lead to a step that does something, best behind a `delay` or a `branch`.',
    });
  }
}

/** The remedy for a step that is named by its title. */
function titledStep(title: string, flow: ControlFlow): string | undefined {
  const meant = flow.steps.find(({ step, id }) => id !== undefined && step?.title === title);
  return meant && `Name it by its id: \`${meant.id}\`.`;
}

/** Reports the first of each row of steps that no run comes to: what stands inside or behind it follows from it. */
function reportUnreachable(steps: readonly OutlinedStep[], flow: ControlFlow, problems: ProblemList): void {
  const byPlace = new Map(steps.map((step) => [step.path.join('.'), step]));
  for (const step of steps) {
    const before = byPlace.get([...step.path.slice(0, -1), Number(step.path.at(-1)) - 1].join('.'));
    // The first of a list is entered wherever the step around it is.
    if (flow.reachable.has(step) || before === undefined || !flow.reachable.has(before)) continue;
    problems.atOffset(step.node.offset, {
      code: 'unreachable-step',
      message: `No run comes to the step \`${step.id ?? '?'}\`: what stands before it always leads elsewhere.`,
      remedy: 'Take it out, move it in front of the `end` or `goto`, or lead to it with a `goto`.',
    });
  }
}
