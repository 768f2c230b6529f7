import { DestroyUnfinishedError } from './destroy-unfinished-error';
import { nameOfExecution, type UnfinishedExecution } from './execution';
import type { DestroyPlan } from './plan-destroy';
import { RunsOpenError } from './runs-open-error';
import type { RuleName, StageServices } from './services';
import { sideBySide } from './side-by-side';

/** What becomes of runs that are under way. */
export type OpenRuns = 'refuse' | 'wait' | 'stop';

/** How a workflow is destroyed. */
export interface DestroyOptions {
  readonly services: StageServices;
  readonly openRuns: OpenRuns;
  /** For how long after a rule is disabled it may still start runs, in milliseconds. */
  readonly settle: number;
  /** Between two looks at what is waited for, in milliseconds. */
  readonly interval: number;
  /** Waits so many milliseconds; false when the person wants to stop. */
  readonly sleep: (milliseconds: number) => Promise<boolean>;
  /** Hears of each step, as a sentence. */
  readonly tell: (text: string) => void;
}

/** What destroying came to. */
export interface DestroyReport {
  readonly stoppedRuns: number;
  /** False when AWS still deletes the machine, whose name is blocked until it has. */
  readonly machineGone: boolean;
}

/** The error that stopped runs end with. */
const stoppedBecause = 'CodedActions.WorkflowDestroyed';

/** AWS deletes a machine without open executions in seconds; after so many looks nobody waits for it. */
const looksAtMachine = 12;

/**
 * Removes a workflow from a stage: disables its rules, lets its open runs end or stops them, and deletes
 * its stack when none is open any more. What deploys retain stays, and so do markers, records and the runs' histories.
 * Each step can be repeated: after a kill, running it again goes on.
 *
 * @throws RunsOpenError when runs are open and nothing says what is to become of them
 * @throws DestroyUnfinishedError when the person stops it, or CloudFormation could not delete the stack
 * @throws ServiceRefusedError when AWS does not answer
 */
export async function destroyWorkflow(plan: DestroyPlan, options: DestroyOptions): Promise<DestroyReport> {
  let stoppedRuns = 0;
  if (plan.stack.status !== 'DELETE_IN_PROGRESS') {
    if (options.openRuns === 'refuse') refuseOpen(plan.workflow, plan.open);
    await stopEnrolling(plan, options);
    stoppedRuns = await untilNoneIsOpen(plan, options);
    options.tell(`Deleting the stack ${plan.stack.name}.`);
    await options.services.stacks.delete(plan.stack.name);
  }
  await untilDeleted(plan, options);
  return { stoppedRuns, machineGone: await untilMachineIsGone(plan, options) };
}

function refuseOpen(workflow: string, open: readonly UnfinishedExecution[]): void {
  if (open.length === 0) return;
  throw new RunsOpenError(
    workflow,
    open.length,
    open.slice(0, 3).map(({ arn }) => nameOfExecution(arn)),
  );
}

async function stopEnrolling({ rules, workflow }: DestroyPlan, options: DestroyOptions): Promise<void> {
  for (const rule of rules) await options.services.rules.disable(rule);
  if (rules.length === 0) return;
  const disabled = rules.length === 1 ? '1 rule is' : `${rules.length} rules are`;
  options.tell(`Events enroll nobody into ${workflow} any more (${disabled} disabled).`);
}

/** @returns how many were stopped */
async function untilNoneIsOpen(plan: DestroyPlan, options: DestroyOptions): Promise<number> {
  const { services, openRuns, settle, interval, tell } = options;
  let stopped = 0;
  let told = 0;
  for (let wait = settle; ; wait = interval) {
    if (!(await options.sleep(wait))) throw stoppedByPerson(plan);
    const open = await services.executions.list(plan.machine, 'RUNNING');
    if (open.length === 0) return stopped;
    switch (openRuns) {
      case 'refuse':
        for (const rule of plan.rules) await services.rules.enable(rule);
        refuseOpen(plan.workflow, open);
        break;
      case 'stop':
        tell(`Stopping ${runs(open.length)}.`);
        await sideBySide(open, ({ arn }) =>
          services.executions.stop(arn, stoppedBecause, `The workflow ${plan.workflow} was destroyed.`),
        );
        stopped += open.length;
        break;
      case 'wait':
        if (open.length !== told)
          tell(`Waiting for ${runs(open.length)}, such as ${nameOfExecution(open[0]?.arn ?? '')}.`);
        told = open.length;
    }
  }
}

async function untilDeleted({ stack, stage, workflow }: DestroyPlan, options: DestroyOptions): Promise<void> {
  const { stacks } = options.services;
  for (;;) {
    // What CloudFormation tells right after the call may be what was before.
    if (!(await options.sleep(options.interval))) {
      throw new DestroyUnfinishedError(
        `CloudFormation is still deleting the stack ${stack.name}.`,
        `It goes on by itself; then prune what deploys of ${workflow} retained: npx coded-actions prune --stage ${stage}`,
      );
    }
    const status = (await stacks.describe(stack.id))?.status ?? 'DELETE_COMPLETE';
    if (status === 'DELETE_COMPLETE') return;
    if (status === 'DELETE_FAILED') {
      const [reason] = await stacks.failures(stack.id);
      throw new DestroyUnfinishedError(
        `CloudFormation could not delete the stack ${stack.name}${reason === undefined ? '.' : `: ${reason}`}`,
        'Mend what it names, and run it again.',
      );
    }
  }
}

async function untilMachineIsGone({ machine }: DestroyPlan, options: DestroyOptions): Promise<boolean> {
  for (let look = 0; look < looksAtMachine; look++) {
    if ((await options.services.executions.machine(machine)) === undefined) return true;
    if (!(await options.sleep(options.interval))) return false;
  }
  return false;
}

function stoppedByPerson({ workflow, rules, stack }: DestroyPlan): DestroyUnfinishedError {
  const enable = rules.map(enableCommand).join(' && ');
  return new DestroyUnfinishedError(
    `Stopped before the stack ${stack.name} was deleted. Events enroll nobody into ${workflow} meanwhile.`,
    `Run it again to go on${enable === '' ? '.' : `, or let events enroll again: ${enable}`}`,
  );
}

function enableCommand({ name, bus }: RuleName): string {
  return `aws events enable-rule --name ${name} --event-bus-name ${bus}`;
}

function runs(count: number): string {
  return count === 1 ? '1 run' : `${count} runs`;
}
