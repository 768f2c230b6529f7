import { stageNames, workflowResourceName } from '../stacks/stage-names';
import { DeployUnderWayError } from './deploy-under-way-error';
import type { UnfinishedExecution } from './execution';
import type { StackResource } from './holdings';
import { machineArn } from './needs-of-workflow';
import { NotDeployedError } from './not-deployed-error';
import type { RuleName, Stack, StageServices } from './services';
import { isChanging } from './stage-stacks';
import { TerminationProtectedError } from './termination-protected-error';

/** A workflow that is to be destroyed, as it stands. */
export interface DestroyPlan {
  readonly stage: string;
  readonly workflow: string;
  readonly stack: Stack;
  /** What enrolls records into it. */
  readonly rules: readonly RuleName[];
  /** ARN. */
  readonly machine: string;
  readonly open: readonly UnfinishedExecution[];
}

/**
 * Looks at a workflow that is to be destroyed. Nothing is changed.
 *
 * @throws NotDeployedError when it has no stack
 * @throws DeployUnderWayError when its stack is changing, unless it is being deleted already
 * @throws TerminationProtectedError when CloudFormation would not delete its stack
 * @throws ServiceRefusedError when AWS does not answer
 */
export async function planDestroy(
  stage: string,
  workflow: string,
  services: StageServices,
): Promise<DestroyPlan> {
  const stack = await services.stacks.describe(workflowResourceName(stage, workflow));
  // The stack that all workflows share is called like one, and no workflow can be.
  if (stack === undefined || stack.name === stageNames(stage).runtimeStack) {
    throw new NotDeployedError(workflow, stage, await deployedWorkflows(stage, services));
  }
  if (isChanging(stack) && stack.status !== 'DELETE_IN_PROGRESS') throw new DeployUnderWayError(stack);
  if (stack.terminationProtected) throw new TerminationProtectedError(stack.name);
  const [, partition = 'aws', , , account = ''] = stack.id.split(':');
  const machine = machineArn({ stage, workflow, account: { partition, account }, services });
  return {
    stage,
    workflow,
    stack,
    rules: rulesAmong(await services.stacks.resources(stack.name), stage),
    machine,
    open: await services.executions.list(machine, 'RUNNING'),
  };
}

async function deployedWorkflows(stage: string, { stacks }: StageServices): Promise<readonly string[]> {
  const { stateMachinePrefix, runtimeStack } = stageNames(stage);
  return (await stacks.list(stateMachinePrefix))
    .filter(({ name }) => name !== runtimeStack)
    .map(({ name }) => name.slice(stateMachinePrefix.length))
    .sort();
}

/** CloudFormation calls a rule on a bus of one's own `<bus>|<rule>`, though its reference does not say so. */
function rulesAmong(resources: readonly StackResource[], stage: string): readonly RuleName[] {
  return resources
    .filter(({ type }) => type === 'AWS::Events::Rule')
    .map(({ physicalId }) => {
      const [bus, name] = physicalId.split('|');
      return name === undefined || bus === undefined
        ? { bus: stageNames(stage).bus, name: physicalId.slice(physicalId.lastIndexOf('/') + 1) }
        : { bus, name };
    });
}
