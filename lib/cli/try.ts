import { join } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { CodedActionsError } from '../coded-actions-error';
import { installLibrarySet } from '../libraries/install-library-set';
import { type LibrarySetName, librarySetNames } from '../libraries/library-set';
import { fixturesInput } from '../local/http-fixtures/fixture';
import { type ActionEventInput, actionEventInput } from '../local/try/action-event';
import { type LoneAction, loneAction } from '../local/try/lone-action';
import { tryAction } from '../local/try/try-action';
import { internalReport, type TryReport, unbundledReport } from '../local/try/try-report';
import { WorkflowProblemsError } from '../stacks/workflow-problems-error';
import { userCache } from '../user-cache';
import { durationPattern, durationRule, durationSeconds } from '../workflow/duration';
import { type CommandContext, type ExitCode, exitCode } from './command-context';
import { InputFileError } from './input-file-error';
import { printProblems } from './print-problems';
import type { AddCommand } from './program';
import { readInput } from './read-input';
import { secretsFileOf } from './secrets-file-option';
import { printTryReport } from './try-printer';

interface TryFlags {
  readonly event?: string;
  readonly http?: string;
  readonly libraries?: LibrarySetName;
  readonly secrets?: string;
  readonly placeholders: boolean;
  readonly timeout: number;
  readonly memory: number;
  readonly json?: boolean;
}

/** `coded-actions try <action file>`: one action alone, once, as HubSpot's "Test action" panel does. */
export const addTry: AddCommand = (program, context, exitWith) => {
  program
    .command('try')
    .description('Run one action alone, as a workflow would, and show its outputs, logs and errors.')
    .argument('<action>', 'the JavaScript or TypeScript file, whether or not a workflow names it')
    .option('--event <file>', "HubSpot's event: {object, inputFields, …}; - for standard input")
    .option('--http <file>', 'answer every request from these fixtures: nothing leaves this machine')
    .addOption(
      new Option(
        '--libraries <set>',
        "packages that the action's project lacks come from HubSpot's set",
      ).choices(librarySetNames),
    )
    .option('--secrets <file>', 'take secrets from this file instead of .coded-actions/secrets.json')
    .option('--no-placeholders', 'leave secrets that have no value undefined')
    .addOption(new Option('--timeout <duration>', 'the time limit').argParser(timeLimit).default(20, '20s'))
    .option('--memory <MB>', 'the memory', memory, 256)
    .option('--json', 'print {status, outputFields, logs, requests, error, durationMs, memoryMb} alone')
    .addHelpText(
      'after',
      '\nExits with 1 when the action fails.' +
        '\n\nExample:\n  npx coded-actions try workflows/rotate-leads/availability.js --event event.json --http fixtures.json',
    )
    .action(async (file: string, flags: TryFlags) => {
      try {
        exitWith(await tryFile(file, flags, context));
      } catch (thrown) {
        printFault(thrown, flags, context);
        throw thrown;
      }
    });
};

async function tryFile(file: string, flags: TryFlags, context: CommandContext): Promise<ExitCode> {
  const action = findAction(file, context);
  const event: ActionEventInput =
    flags.event === undefined ? {} : await readInput(flags.event, actionEventInput, context);
  const fixtures = flags.http === undefined ? undefined : await readInput(flags.http, fixturesInput, context);
  const libraries = flags.libraries === undefined ? undefined : await librariesOf(flags.libraries, context);
  const { report, problems, warnings } = await tryAction(action, {
    event,
    secretsFile: secretsFileOf(flags.secrets, context),
    placeholders: flags.placeholders,
    timeoutSeconds: flags.timeout,
    memory: flags.memory,
    ...(libraries === undefined ? {} : { libraries }),
    ...(fixtures === undefined ? {} : { fixtures }),
  });
  printProblems(problems, context, action.project);
  if (libraries === undefined && problems.some(({ code }) => code === 'unresolved-import')) {
    context.printError("With --libraries hubspot the packages that HubSpot's custom code has are there.");
  }
  const code = printed(report ?? unbundledReport(problems), report !== undefined, flags, context);
  for (const warning of warnings) context.printError(warning);
  return code;
}

function printed(report: TryReport, hasRun: boolean, flags: TryFlags, context: CommandContext): ExitCode {
  if (flags.json === true) context.print(JSON.stringify(report, undefined, 2));
  else if (hasRun) printTryReport(report, context);
  if (report.error?.internal === true) return exitCode.internal;
  return report.status === 'succeeded' ? exitCode.done : exitCode.failed;
}

/** A fault of ours is part of the answer where a program reads it. */
function printFault(thrown: unknown, flags: TryFlags, context: CommandContext): void {
  if (flags.json !== true || thrown instanceof CodedActionsError || thrown instanceof WorkflowProblemsError)
    return;
  context.print(JSON.stringify(internalReport(thrown), undefined, 2));
}

function librariesOf(name: LibrarySetName, context: CommandContext): Promise<string> {
  return installLibrarySet(name, {
    cacheDirectory: join(userCache(context.environment), 'libraries'),
    onInstall: () => context.printError(`Installing the libraries "${name}", once; this takes a minute…`),
  });
}

function findAction(file: string, context: CommandContext): LoneAction {
  const action = loneAction(file, context.directory);
  if (action !== undefined) return action;
  throw new InputFileError(
    `There is no file ${file}.`,
    'Give the path of the action, relative to the current folder.',
  );
}

/** Seconds. */
function timeLimit(text: string): number {
  if (!durationPattern.test(text)) throw new InvalidArgumentError(durationRule);
  const seconds = durationSeconds(text);
  if (seconds < 1 || seconds > 900) throw new InvalidArgumentError('A Lambda runs for 15 minutes at most.');
  return seconds;
}

function memory(text: string): number {
  const megabytes = Number(text);
  if (!Number.isInteger(megabytes) || megabytes < 128 || megabytes > 10_240)
    throw new InvalidArgumentError('A Lambda has 128 to 10240 MB.');
  return megabytes;
}
