import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { CodedActionsError } from '../coded-actions-error';
import { packageRoot } from '../package-root';
import { WorkflowProblemsError } from '../stacks/workflow-problems-error';
import { addCallbacks } from './callbacks';
import { type CommandContext, dataFolder, type ExitCode, exitCode } from './command-context';
import { addCompile } from './compile';
import { addDemo } from './demo';
import { addDestroy } from './destroy';
import { type FailureAnswer, failureAnswer, usageAnswer } from './failure-answer';
import { findProject } from './find-project';
import { addGraph } from './graph';
import { localFileError } from './local-file-error';
import { printProblems } from './print-problems';
import { addPrune } from './prune';
import { addRecords } from './records';
import { addRun } from './run';
import { addSecrets } from './secrets';
import { addStart } from './start';
import { StoppedError } from './stopped-error';
import { addTry } from './try';
import { addValidate } from './validate';

/** Registers one verb: what it runs says what the process exits with. */
export type AddCommand = (
  program: Command,
  context: CommandContext,
  exitWith: (code: ExitCode) => void,
) => void;

const commands: readonly AddCommand[] = [
  addValidate,
  addCompile,
  addGraph,
  addRun,
  addTry,
  addRecords,
  addCallbacks,
  addSecrets,
  addStart,
  addDemo,
  addPrune,
  addDestroy,
];

/** What a command line is run in: the project is found from the folder. */
export type Surroundings = Omit<CommandContext, 'project'>;

/**
 * Runs one command line.
 *
 * @param words what stands behind the program's name
 * @returns what the process exits with: 0 done, 1 the user's mistake or a failed run, 2 a fault of ours, 130 ended by the
 *   person. Never rejects. With `--json` exactly one JSON value is printed, whatever happens.
 */
export async function runCommandLine(
  words: readonly string[],
  surroundings: Surroundings,
): Promise<ExitCode> {
  let hasAnswered = false;
  const context: CommandContext = {
    ...surroundings,
    project: findProject(surroundings.directory),
    print: (text) => {
      hasAnswered = true;
      surroundings.print(text);
    },
  };
  let code: ExitCode = exitCode.done;
  const program = new Command('coded-actions')
    .description("HubSpot's programmable automation in your own AWS account and in git.")
    .version(versionOfThisPackage(), '--version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.print(text.trimEnd()),
      writeErr: (text) => context.printError(text.trimEnd()),
    })
    .showSuggestionAfterError()
    .showHelpAfterError('Add --help for what this command takes.');
  for (const add of commands) {
    add(program, context, (exit) => {
      code = exit;
    });
  }
  try {
    await program.parseAsync([...knownWords(program, words)], { from: 'user' });
    return code;
  } catch (error) {
    code = explain(error, context);
    if (code !== exitCode.done && !hasAnswered && words.includes('--json')) {
      context.print(JSON.stringify(answerTo(error, context), undefined, 2));
    }
    return code;
  }
}

function answerTo(error: unknown, context: CommandContext): FailureAnswer {
  if (error instanceof CommanderError) return usageAnswer(error.message);
  return failureAnswer(localFileError(error, dataFolder(context)) ?? error);
}

function versionOfThisPackage(): string {
  return JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')).version;
}

/**
 * The words up to a command that there is not: commander would answer `nonsense --help` and `help nonsense` with the help
 * of what stands before, as if all were well.
 */
function knownWords(program: Command, words: readonly string[]): readonly string[] {
  const asksForHelp = words[0] === 'help';
  const rest = asksForHelp ? words.slice(1) : words;
  let command = program;
  for (const [index, word] of rest.entries()) {
    if (command.commands.length === 0 || word.startsWith('-') || word === 'help') break;
    const next = command.commands.find((candidate) => candidate.name() === word);
    if (next === undefined) return rest.slice(0, index + 1);
    command = next;
  }
  return words;
}

/** Prints what a command threw, and says what to exit with. */
function explain(error: unknown, context: CommandContext): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.failed;
  if (error instanceof WorkflowProblemsError) {
    printProblems(error.problems, context, error.directory);
    return exitCode.failed;
  }
  if (error instanceof CodedActionsError) {
    context.printError(`${error.message}\n  → ${error.remedy}`);
    return error instanceof StoppedError ? exitCode.stopped : exitCode.failed;
  }
  const inLocalData = localFileError(error, dataFolder(context));
  if (inLocalData !== undefined) return explain(inLocalData, context);
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  context.printError(
    `This is a fault of coded-actions, not yours. Please report it with what follows.\n${detail}`,
  );
  return exitCode.internal;
}
