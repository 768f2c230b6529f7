import { type Deletion, deleteInOrder } from '../deployed/delete-in-order';
import { deletionsOf, planPrune, retainedOf } from '../deployed/plan-prune';
import { kindNames, type Resource, type Verdict } from '../deployed/verdict';
import { type CommandContext, type ExitCode, exitCode } from './command-context';
import type { AddCommand } from './program';
import {
  addStageOptions,
  type OpenStageServices,
  openTargetServices,
  type StageOptions,
  seconds,
  stageOf,
} from './stage-options';
import { describeTarget, targetToChange } from './target';

/** What commander hands over. */
export interface PruneOptions extends StageOptions {
  readonly workflow?: string;
}

/** For how long after a deploy nothing of a workflow is touched, in seconds, unless a person says otherwise. */
const settleSeconds = 120;

/** `coded-actions prune`: deletes what deploys retained, and no run can need any more. */
export const addPrune: AddCommand = (program, context, exitWith) => {
  addStageOptions(
    program
      .command('prune')
      .description('Delete what deploys retained for runs under way, and no run can need any more.'),
  )
    .option('--workflow <workflow>', 'only what belongs to this workflow')
    .option('--settle <seconds>', 'touch nothing of workflows deployed since', seconds, settleSeconds)
    .option(
      '--json',
      'print {"stage", "region", "dryRun", "resources": [{"kind", "id", "workflow", "verdict", "why", "held", "outcome", "problem"}]} alone',
    )
    .addHelpText(
      'after',
      '\nKept are: what stacks hold, what runs need that are open or can be redriven (14 days), and logs until they expire.' +
        '\n\nExample:\n  npx coded-actions prune --stage dev --dry-run',
    )
    .action(async (options: PruneOptions) => exitWith(await prune(options, context, openTargetServices)));
};

/**
 * Runs the command.
 *
 * @throws DeployUnderWayError when a stack of the stage is changing
 * @throws ServiceRefusedError when AWS does not answer
 * @throws NotConfirmedError when prod would be changed, and nobody says yes
 */
export async function prune(
  options: PruneOptions,
  context: CommandContext,
  open: OpenStageServices,
): Promise<ExitCode> {
  const target = stageOf(options);
  const services = await open(target);
  const where = { ...target, region: services.region };
  const quiet = options.json === true;
  if (!quiet) context.printError(`Looking at what stands in ${describeTarget(where)}.`);
  const { verdicts } = await planPrune({
    stage: target.stage,
    workflow: options.workflow,
    settle: options.settle * 1000,
    now: Date.now,
    services,
  });
  const due = deletionsOf(verdicts);
  if (!quiet) printPlan(verdicts, context);
  if (options.dryRun === true || due.length === 0) {
    if (quiet) context.print(report(options, services.region, verdicts, []));
    return exitCode.done;
  }
  await targetToChange(
    { ...options, region: services.region },
    context,
    (told) => `Deleting ${count(due.length)} from ${describeTarget(told)}.`,
  );
  const deletions = await deleteInOrder(verdicts, services, (deletion) => {
    if (quiet) context.printError(describeDeletion(deletion));
    else context.print(describeDeletion(deletion));
  });
  if (quiet) context.print(report(options, services.region, verdicts, deletions));
  return deletions.every(({ outcome }) => outcome === 'deleted') ? exitCode.done : exitCode.failed;
}

/** Prints what goes and what stays though no stack holds it, with the reasons. */
export function printPlan(verdicts: readonly Verdict[], context: Pick<CommandContext, 'print'>): void {
  const due = deletionsOf(verdicts);
  const retained = retainedOf(verdicts);
  for (const { resource, why } of retained) context.print(`stays   ${nameOf(resource)}: ${why}`);
  for (const { resource, why } of due) context.print(`delete  ${nameOf(resource)}: ${why}`);
  const held = verdicts.length - due.length - retained.length;
  context.print(
    `${due.length === 0 ? 'Nothing' : count(due.length)} to delete; ${count(retained.length)} stay for runs or logs, and ${held} that stacks hold.`,
  );
}

/** What came of a deletion, as a line. */
export function describeDeletion({ resource, outcome, problem }: Deletion): string {
  if (outcome === 'deleted') return `✔ ${nameOf(resource)} is deleted.`;
  return `✘ ${nameOf(resource)} ${outcome === 'failed' ? 'could not be deleted' : 'was left alone'}: ${problem}`;
}

/** How a thing is called in a message: `function ask (leads)`. */
export function nameOf({ kind, id, workflow }: Resource): string {
  return `${kindNames[kind]} ${id}${workflow === undefined ? '' : ` (${workflow})`}`;
}

function count(things: number): string {
  return things === 1 ? '1 thing' : `${things} things`;
}

function report(
  { stage, dryRun = false }: PruneOptions,
  region: string,
  verdicts: readonly Verdict[],
  deletions: readonly Deletion[],
): string {
  return JSON.stringify(
    { stage, region, dryRun, resources: withOutcomes(verdicts, deletions) },
    undefined,
    2,
  );
}

/** The verdicts with what came of them, as `--json` tells them. */
export function withOutcomes(verdicts: readonly Verdict[], deletions: readonly Deletion[]) {
  const outcomes = new Map(deletions.map((deletion) => [deletion.resource, deletion]));
  return verdicts.map(({ resource, verdict, why, held }) => {
    const { outcome, problem } = outcomes.get(resource) ?? {};
    return { ...resource, verdict, why, held, outcome, problem };
  });
}
