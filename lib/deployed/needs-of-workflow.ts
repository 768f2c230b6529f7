import { workflowResourceName } from '../stacks/stage-names';
import type { UnfinishedExecution } from './execution';
import { executionsThatMatter } from './executions-that-matter';
import { type Need, needOf } from './need';
import { needsOfExecutions } from './needs-of-executions';
import type { Machine, StageServices } from './services';
import { sideBySide } from './side-by-side';

/** Whose needs are asked for. */
export interface WorkflowLook {
  readonly stage: string;
  readonly workflow: string;
  readonly account: { readonly partition: string; readonly account: string };
  readonly now: number;
  readonly services: StageServices;
}

/** What the runs of a workflow can need. */
export interface WorkflowNeeds {
  readonly needs: readonly Need[];
  /** Why there may be needs beside these; undefined when there are none. */
  readonly unknown: string | undefined;
}

/** So many runs of each status that the table knows of a machine that was deleted are asked about. */
const askedOfDeleted = 100;

/**
 * What the machine of a workflow, and its executions that are open or can be redriven, can need.
 *
 * Executions of a machine that is being deleted cannot be redriven (`redriveStatusReason` of "DescribeExecution"), and
 * one that is deleted has no open ones ("DeleteStateMachine"). Step Functions lists none of them, but the table knows
 * the runs: AWS is asked about the latest, so that the decision does not hang on a belief.
 */
export async function needsOfWorkflow(look: WorkflowLook): Promise<WorkflowNeeds> {
  const { stage, workflow, now, services } = look;
  const arn = machineArn(look);
  const machine = await services.executions.machine(arn);
  const listed = machine === undefined ? [] : await unfinishedExecutions(arn, services);
  const matter = await executionsThatMatter(listed, now, services.executions.canBeRedriven);
  const ofDeleted = await runsOfDeletedMachines(look, machine, listed);
  const needs = await needsOfExecutions([...matter, ...ofDeleted.matter], {
    revisionOf: services.executions.revisionOf,
    ...(machine === undefined ? {} : { current: machine }),
  });
  return {
    needs: machine === undefined || machine.deleting ? needs : [ownNeed(stage, workflow, machine), ...needs],
    unknown: ofDeleted.all
      ? undefined
      : `AWS says that runs of a deleted state machine of ${workflow} can be redriven, and there are more of them than were asked about`,
  };
}

/** All executions of a machine that have not succeeded. */
export async function unfinishedExecutions(
  machine: string,
  { executions }: Pick<StageServices, 'executions'>,
): Promise<readonly UnfinishedExecution[]> {
  const found = new Map<string, UnfinishedExecution>();
  // Running ones are looked for first and last: one that fails in between is found as running, one that is redriven as
  // running again.
  for (const status of ['RUNNING', 'FAILED', 'TIMED_OUT', 'ABORTED', 'RUNNING'] as const) {
    for (const execution of await executions.list(machine, status)) {
      if (!found.has(execution.arn) || status === 'RUNNING') found.set(execution.arn, execution);
    }
  }
  return [...found.values()];
}

/** The ARN of a workflow's state machine in an account. */
export function machineArn({
  stage,
  workflow,
  account: { partition, account },
  services: { region },
}: Pick<WorkflowLook, 'stage' | 'workflow' | 'account' | 'services'>): string {
  return `arn:${partition}:states:${region}:${account}:stateMachine:${workflowResourceName(stage, workflow)}`;
}

async function runsOfDeletedMachines(
  { workflow, services }: WorkflowLook,
  machine: Machine | undefined,
  listed: readonly UnfinishedExecution[],
): Promise<{ readonly matter: readonly UnfinishedExecution[]; readonly all: boolean }> {
  const runs = (await services.runs.unfinished(workflow, machine?.createdAt, askedOfDeleted)) ?? [];
  const known = new Set(listed.map(({ arn }) => arn));
  const unknown = runs.filter(({ arn }) => !known.has(arn));
  // The table may be behind: whether one still runs is asked too.
  const answers = await sideBySide(unknown, ({ arn }) => services.executions.canBeRedriven(arn));
  const matter = unknown.filter((_, index) => answers[index]);
  return { matter, all: matter.length === 0 || runs.length < askedOfDeleted };
}

/** What an execution that begins now would need: the stack holds it, unless somebody changed the machine by hand. */
function ownNeed(stage: string, workflow: string, machine: Machine): Need {
  return needOf(`new runs of ${workflowResourceName(stage, workflow)}`, machine);
}
