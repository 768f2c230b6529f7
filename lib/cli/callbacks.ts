import { z } from 'zod';
import { type CompletionOutcome, completeWait } from '../records/complete-wait';
import { waitsOfRecord } from '../records/run-queries';
import { spanOfTime } from '../span-of-time';
import { CallbackError } from './callback-error';
import { callbackToComplete } from './callback-to-complete';
import { openCallbacks } from './callbacks-service';
import { type CommandContext, type ExitCode, exitCode } from './command-context';
import { type OpenPause, openPauses } from './open-pauses';
import type { AddCommand } from './program';
import { readInput } from './read-input';
import { refusedOutputs } from './refused-outputs';
import {
  addTargetOptions,
  describeTarget,
  type Target,
  type TargetOptions,
  targetFlags,
  targetToChange,
  targetToRead,
} from './target';

/** The outputs of a completion as a file gives them. */
export const outputsInput = z
  .record(z.string().min(1), z.json())
  .describe('What the step gives, by name, as its action would have given it.');

/** `coded-actions callbacks complete|list`: runs that wait for somebody. */
export const addCallbacks: AddCommand = (program, context, exitWith) => {
  const callbacks = program
    .command('callbacks')
    .description('Runs that an action has paused (hs_execution_state: "BLOCK"), and their completion.');
  addTargetOptions(
    callbacks
      .command('complete')
      .description('Complete a paused step, so that its run goes on.')
      .argument('<callbackId>', 'the id that the action found as event.callbackId')
      .option('--outputs <file>', 'what the step gives, {"name": value}; - for standard input; {} without it')
      .option('--json', 'print {"callbackId", "outcome"} alone'),
    'changes',
  )
    .addHelpText(
      'after',
      '\nThe first completion of a callback stands, so that outputs which the step would leave out are refused: nothing is' +
        '\nstored then. Exits with 1 when they are, and when the run does not wait any more.' +
        '\n\nExample:\n  echo \'{"approved": true}\' | npx coded-actions callbacks complete rotate-leads:run-1:approve:0 --outputs - --stage dev',
    )
    .action(async (callbackId: string, options: TargetOptions & { readonly outputs?: string }) =>
      exitWith(await complete(callbackId, options, context)),
    );
  addTargetOptions(
    callbacks
      .command('list')
      .description('Print the pauses that nobody has completed, and that have not expired.')
      .argument('[objectType]', 'such as contact; all that waits in the local runtime without it')
      .argument('[objectId]', "the record's id")
      .option(
        '--json',
        'print {"callbacks": [{"callbackId", "workflow", "step", "execution", "objectType", "objectId", "since", "until"}]} alone',
      ),
    'reads',
  )
    .addHelpText(
      'after',
      '\nIn a stage, pauses are found by their record, and a run that was stopped from outside is listed until its pause' +
        '\nwould have expired. A local runtime jumps over delays, and its times with it, but never over a pause: that lasts' +
        '\nas long as it says, from when it began.' +
        '\n\nExample:\n  npx coded-actions callbacks list contact 1001 --stage dev',
    )
    .action((objectType: string | undefined, objectId: string | undefined, options: TargetOptions) =>
      list(objectType, objectId, options, context),
    );
};

/** What each outcome means to a person. */
const explanations: Readonly<Record<CompletionOutcome, string>> = {
  completed: 'Completed: the run goes on.',
  stored:
    'Kept: no run has paused with this id yet. One that does within 30 days goes on at once with these outputs.',
  'completed-before': 'Nothing was changed: it was completed before, and those outputs stand.',
  over: 'The run does not wait any more: the pause expired, or the run was stopped. A redrive of it finds the outputs.',
};

async function complete(
  callbackId: string,
  options: TargetOptions & { readonly outputs?: string },
  context: CommandContext,
): Promise<ExitCode> {
  const outputs =
    options.outputs === undefined ? {} : await readInput(options.outputs, outputsInput, context);
  const target = await targetToChange(
    options,
    context,
    (where) => `Completing in ${describeCallbacks(where)}.`,
  );
  const service = await openCallbacks(target, context);
  try {
    const { step, declared } = await callbackToComplete(callbackId, service);
    const refused = declared && refusedOutputs(step, outputs, declared);
    if (refused !== undefined) throw new CallbackError(refused.message, refused.remedy);
    const outcome = await completeWait({ callbackId, outputs }, service);
    context.print(options.json === true ? JSON.stringify({ callbackId, outcome }) : explanations[outcome]);
    return outcome === 'over' ? exitCode.failed : exitCode.done;
  } finally {
    service.close();
  }
}

async function list(
  objectType: string | undefined,
  objectId: string | undefined,
  options: TargetOptions,
  context: CommandContext,
): Promise<void> {
  const target = targetToRead(options, context, (where) => `Pauses in ${describeCallbacks(where)}:`);
  if (objectId === undefined && (objectType !== undefined || target.kind === 'stage'))
    throw recordNeeded(target);
  const service = await openCallbacks(target, context);
  try {
    const items =
      objectType === undefined || objectId === undefined
        ? ((await service.local?.waits()) ?? [])
        : await service.query(waitsOfRecord(service.tableName, { objectType, objectId }));
    const open = await openPauses(items, service);
    if (options.json === true) context.print(JSON.stringify({ callbacks: open }, undefined, 2));
    else if (open.length === 0) context.print('None.');
    for (const pause of options.json === true ? [] : open) context.print(lineOf(pause, target));
  } finally {
    service.close();
  }
}

/** The times of a local runtime jump, so that only how long a pause lasts says anything there. */
function lineOf(pause: OpenPause, target: Target): string {
  const { callbackId, workflow, step, objectType, objectId, since, until } = pause;
  const end =
    target.kind === 'local'
      ? `for ${spanOfTime(Date.parse(until) - Date.parse(since))} from when it began`
      : `until ${until}`;
  return (
    `… ${workflow}/${step} of ${objectType} ${objectId}, ${end}: ` +
    `npx coded-actions callbacks complete ${callbackId}${targetFlags(target)}`
  );
}

function recordNeeded(target: Target): CallbackError {
  const command = `npx coded-actions callbacks list <objectType> <objectId>${targetFlags(target)}`;
  return target.kind === 'stage'
    ? new CallbackError(
        'In a stage, pauses are found by the record that they are about.',
        `Name it: ${command}`,
      )
    : new CallbackError(
        'A record has a type and an id.',
        `Give both, or neither for all that waits: ${command}`,
      );
}

function describeCallbacks(target: Target): string {
  return target.kind === 'local' ? 'the local runtime' : describeTarget(target);
}
