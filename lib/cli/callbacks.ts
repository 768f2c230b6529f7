import { z } from 'zod';
import { type CompletionOutcome, completeWait } from '../records/complete-wait';
import type { RecordName } from '../records/keys';
import { waitsOfRecord } from '../records/run-queries';
import { type Wait, waitFromItem } from '../records/wait-item';
import { openCallbacks } from './callbacks-service';
import { type CommandContext, type ExitCode, exitCode } from './command-context';
import type { AddCommand } from './program';
import { readInput } from './read-input';
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
      '\nThe first completion of a callback stands. Exits with 1 when the run does not wait any more.' +
        '\n\nExample:\n  echo \'{"approved": true}\' | coded-actions callbacks complete rotate-leads:run-1:approve:0 --outputs - --stage dev',
    )
    .action(async (callbackId: string, options: TargetOptions & { readonly outputs?: string }) =>
      exitWith(await complete(callbackId, options, context)),
    );
  addTargetOptions(
    callbacks
      .command('list')
      .description("Print a record's pauses that nobody has completed, and that have not expired.")
      .argument('<objectType>', 'such as contact')
      .argument('<objectId>', "the record's id")
      .option(
        '--json',
        'print {"callbacks": [{"callbackId", "workflow", "step", "execution", "since", "until"}]} alone',
      ),
    'reads',
  )
    .addHelpText(
      'after',
      '\nA run that was stopped from outside is listed until its pause would have expired.' +
        '\n\nExample:\n  coded-actions callbacks list contact 1001 --stage dev',
    )
    .action((objectType: string, objectId: string, options: TargetOptions) =>
      list({ objectType, objectId }, options, context),
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
    const outcome = await completeWait({ callbackId, outputs }, service);
    context.print(options.json === true ? JSON.stringify({ callbackId, outcome }) : explanations[outcome]);
    return outcome === 'over' ? exitCode.failed : exitCode.done;
  } finally {
    service.close();
  }
}

async function list(record: RecordName, options: TargetOptions, context: CommandContext): Promise<void> {
  const target = targetToRead(options, context, (where) => `Pauses in ${describeCallbacks(where)}:`);
  const service = await openCallbacks(target, context);
  try {
    const items = await service.query(waitsOfRecord(service.tableName, record));
    const open = items.map(waitFromItem).flatMap((wait) => openPause(wait, service.now()));
    if (options.json === true) context.print(JSON.stringify({ callbacks: open }, undefined, 2));
    else if (open.length === 0) context.print('None.');
    for (const { callbackId, workflow, step, until } of options.json === true ? [] : open) {
      context.print(
        `… ${workflow}/${step} until ${until}: coded-actions callbacks complete ${callbackId}${targetFlags(target)}`,
      );
    }
  } finally {
    service.close();
  }
}

function openPause({ callbackId, pause, completion }: Wait, now: number) {
  if (pause === undefined || completion !== undefined || Date.parse(pause.until) < now) return [];
  const { workflow, step, execution, since, until } = pause;
  return [{ callbackId, workflow, step, execution, since, until }];
}

function describeCallbacks(target: Target): string {
  return target.kind === 'local' ? 'the local runtime' : describeTarget(target);
}
