import { Option } from 'commander';
import { deleteInOrder } from '../deployed/delete-in-order';
import { destroyWorkflow, type OpenRuns } from '../deployed/destroy-workflow';
import { type DestroyPlan, planDestroy } from '../deployed/plan-destroy';
import { planPrune, retainedOf } from '../deployed/plan-prune';
import { type CommandContext, type ExitCode, exitCode } from './command-context';
import type { AddCommand } from './program';
import { describeDeletion, nameOf, printPlan, withOutcomes } from './prune';
import {
  addStageOptions,
  type OpenStageServices,
  openTargetServices,
  type StageOptions,
  seconds,
  stageOf,
} from './stage-options';
import { describeTarget, targetFlags, targetToChange } from './target';

/** What commander hands over. */
export interface DestroyCommandOptions extends StageOptions {
  readonly stopRuns?: boolean;
  readonly wait?: boolean;
  /** Seconds between two looks at what is waited for. */
  readonly interval?: number;
}

/** For how long a disabled rule may still start runs, in seconds, unless a person says otherwise. */
const settleSeconds = 15;

/** Between two looks at what is waited for, in seconds. */
const intervalSeconds = 5;

/** `coded-actions destroy <workflow>`: removes a workflow from a stage. */
export const addDestroy: AddCommand = (program, context, exitWith) => {
  addStageOptions(
    program
      .command('destroy')
      .description(
        'Remove a workflow from a stage: its rules, its runs, its stack, and what deploys retained.',
      )
      .argument('<workflow>', 'its name'),
  )
    .option('--wait', 'let open runs end first, however long that takes; nothing enrolls meanwhile')
    .addOption(
      new Option('--stop-runs', 'stop open runs where they are; they cannot be redriven').conflicts('wait'),
    )
    .option('--settle <seconds>', 'how long a disabled rule may still start runs', seconds, settleSeconds)
    .option(
      '--json',
      'print {"stage", "region", "workflow", "stack", "rules", "dryRun", "openRuns", "stoppedRuns", "machineGone", "resources"} alone',
    )
    .addHelpText(
      'after',
      '\nWithout --wait or --stop-runs it refuses while runs are open. Records, markers and runs stay in the table.' +
        '\n\nExample:\n  npx coded-actions destroy rotate-leads --stage dev --wait',
    )
    .action(async (workflow: string, options: DestroyCommandOptions) =>
      exitWith(await destroy(workflow, options, context, openTargetServices)),
    );
};

/**
 * Runs the command.
 *
 * @throws NotDeployedError, TerminationProtectedError, DeployUnderWayError, RunsOpenError where nothing is changed
 * @throws DestroyUnfinishedError when it ends before the workflow is gone
 * @throws ServiceRefusedError when AWS does not answer
 * @throws NotConfirmedError when prod would be changed, and nobody says yes
 */
export async function destroy(
  workflow: string,
  options: DestroyCommandOptions,
  context: CommandContext,
  open: OpenStageServices,
): Promise<ExitCode> {
  const openRuns = openRunsOf(options);
  const target = stageOf(options);
  const services = await open(target);
  const where = { ...target, region: services.region };
  const quiet = options.json === true;
  const tell = (text: string) => (quiet ? context.printError(text) : context.print(text));
  if (!quiet) context.printError(`Looking at ${workflow} in ${describeTarget(where)}.`);
  const plan = await planDestroy(target.stage, workflow, services);
  const look = { stage: target.stage, workflow, settle: 0, now: Date.now, services };
  const told = {
    stage: target.stage,
    region: services.region,
    workflow,
    stack: plan.stack.name,
    rules: plan.rules,
    openRuns: plan.open.length,
  };
  const printJson = (rest: object) => context.print(JSON.stringify({ ...told, ...rest }, undefined, 2));

  if (options.dryRun === true) {
    const { verdicts } = await planPrune({ ...look, asIfDestroyed: true });
    if (quiet) printJson({ dryRun: true, resources: withOutcomes(verdicts, []) });
    else {
      printSteps(plan, openRuns, context);
      printPlan(verdicts, context);
    }
    return exitCode.done;
  }

  await targetToChange(
    { ...options, region: services.region },
    context,
    (at) => `Removing ${workflow} from ${describeTarget(at)}.`,
  );
  const report = await destroyWorkflow(plan, {
    services,
    openRuns,
    settle: options.settle * 1000,
    interval: (options.interval ?? intervalSeconds) * 1000,
    sleep: sleepUntilStopped(context),
    tell,
  });
  tell(`${workflow} is gone from ${describeTarget(where)}.`);
  if (!report.machineGone) {
    tell(`AWS still deletes its state machine; a workflow of the same name can be deployed when it has.`);
  }
  const { verdicts } = await planPrune(look);
  const deletions = await deleteInOrder(verdicts, services, (deletion) => tell(describeDeletion(deletion)));
  const retained = retainedOf(verdicts);
  for (const { resource, why } of retained) tell(`stays   ${nameOf(resource)}: ${why}`);
  if (retained.length > 0) tell(`What stays goes later with: npx coded-actions prune${targetFlags(target)}`);
  if (quiet) printJson({ dryRun: false, ...report, resources: withOutcomes(verdicts, deletions) });
  return deletions.every(({ outcome }) => outcome === 'deleted') ? exitCode.done : exitCode.failed;
}

function openRunsOf({ wait, stopRuns }: DestroyCommandOptions): OpenRuns {
  if (wait === true) return 'wait';
  return stopRuns === true ? 'stop' : 'refuse';
}

/** What would be done before the stack is deleted. */
function printSteps(plan: DestroyPlan, openRuns: OpenRuns, { print }: Pick<CommandContext, 'print'>): void {
  for (const { bus, name } of plan.rules) print(`disable rule ${name} on the bus ${bus}`);
  const count = plan.open.length;
  if (count > 0) {
    const ways = { refuse: 'refuse because of', wait: 'wait for', stop: 'stop' } as const;
    print(`${ways[openRuns]} ${count === 1 ? '1 open run' : `${count} open runs`}`);
  }
  print(`delete  stack ${plan.stack.name}`);
}

/** Waits, unless the person wants to stop: false from then on. */
function sleepUntilStopped(context: CommandContext): (milliseconds: number) => Promise<boolean> {
  let stopped: Promise<false> | undefined;
  return async (milliseconds) => {
    stopped ??= context.untilStopped().then(() => false);
    let timer: NodeJS.Timeout | undefined;
    const slept = new Promise<true>((resolve) => {
      timer = setTimeout(() => resolve(true), milliseconds);
    });
    const result = await Promise.race([slept, stopped]);
    clearTimeout(timer);
    return result;
  };
}
