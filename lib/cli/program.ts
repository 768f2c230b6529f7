import { Command, CommanderError } from 'commander';
import { CodedActionsError } from '../coded-actions-error';
import { WorkflowProblemsError } from '../stacks/workflow-problems-error';
import { addCallbacks } from './callbacks';
import { type CommandContext, type ExitCode, exitCode } from './command-context';
import { addCompile } from './compile';
import { addDemo } from './demo';
import { addGraph } from './graph';
import { printProblems } from './print-problems';
import { addRecords } from './records';
import { addRun } from './run';
import { addSecrets } from './secrets';
import { addStart } from './start';
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
];

/**
 * Runs one command line.
 *
 * @param words what stands behind the program's name
 * @returns what the process exits with: 0 done, 1 the user's mistake or a failed run, 2 a fault of ours. Never rejects.
 */
export async function runCommandLine(words: readonly string[], context: CommandContext): Promise<ExitCode> {
  let code: ExitCode = exitCode.done;
  const program = new Command('coded-actions')
    .description("HubSpot's programmable automation in your own AWS account and in git.")
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
    await program.parseAsync([...words], { from: 'user' });
    return code;
  } catch (error) {
    return explain(error, context);
  }
}

/** Prints what a command threw, and says what to exit with. */
function explain(error: unknown, context: CommandContext): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.failed;
  if (error instanceof WorkflowProblemsError) {
    printProblems(error.problems, context);
    return exitCode.failed;
  }
  if (error instanceof CodedActionsError) {
    context.printError(`${error.message}\n  → ${error.remedy}`);
    return exitCode.failed;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  context.printError(
    `This is a fault of coded-actions, not yours. Please report it with what follows.\n${detail}`,
  );
  return exitCode.internal;
}
