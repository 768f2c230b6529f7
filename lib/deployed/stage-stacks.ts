import { stageNames, workflowResourceName } from '../stacks/stage-names';
import { DeployUnderWayError } from './deploy-under-way-error';
import type { Stack, StacksService } from './services';

/** Whether CloudFormation works on a stack. A change set that waits for somebody's yes has made nothing. */
export function isChanging({ status }: Pick<Stack, 'status'>): boolean {
  return status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS';
}

/**
 * The stacks of a stage.
 *
 * @param workflow whose stack must not be changing; no stack must where it is left out
 * @throws DeployUnderWayError when one of them is changing
 */
export async function restingStacks(
  stacks: StacksService,
  stage: string,
  workflow: string | undefined,
): Promise<readonly Stack[]> {
  const found = await stacks.list(stageNames(stage).stateMachinePrefix);
  const only = workflow === undefined ? undefined : workflowResourceName(stage, workflow);
  const changing = found.find((stack) => isChanging(stack) && (only === undefined || stack.name === only));
  if (changing !== undefined) throw new DeployUnderWayError(changing);
  return found;
}

/**
 * Why it cannot be known what the runs of a stack's workflow need; undefined where it can.
 *
 * @param settle for how long after a deploy new executions may be missing from lists, in milliseconds
 */
export async function unsettledBecause(
  stack: Stack,
  stacks: StacksService,
  now: number,
  settle: number,
): Promise<string | undefined> {
  if (stack.status.endsWith('_FAILED')) {
    return `the stack ${stack.name} is ${stack.status}: which of its things count is known when it is mended`;
  }
  // When an operation ended is told by the stack's events alone; no operation takes longer than a day.
  if (now - stack.changedAt > settle + 24 * 60 * 60 * 1000) return undefined;
  const quiet = now - ((await stacks.lastEventAt(stack.name)) ?? stack.changedAt);
  return quiet >= settle
    ? undefined
    : `the stack ${stack.name} was deployed ${Math.round(quiet / 1000)} s ago, and runs that began just before may not be listed yet`;
}
