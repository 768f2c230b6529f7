import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { WorkflowProblemsError } from '../stacks/workflow-problems-error';
import { ProblemList } from '../workflow/check/problem-list';
import { checkShape } from '../workflow/check/shape-problems';
import { JsonDocument } from '../workflow/source/json-document';
import type { CommandContext } from './command-context';
import { InputFileError } from './input-file-error';
import { printProblems } from './print-problems';

/** What is looked at before the shape. */
export interface InputForm {
  /** Refuses what is of another form altogether, by throwing. */
  readonly refuse?: (file: string, text: string) => void;
  /** Looks at the keys: where that finds errors, the shape would only say them again. */
  readonly checkKeys?: (problems: ProblemList) => void;
}

/**
 * Reads a JSON file, or standard input where the file is `-`, and checks its shape.
 *
 * @param check what else is looked at; its warnings are printed
 * @throws InputFileError when it cannot be read, or its form is refused
 * @throws WorkflowProblemsError when it is not JSON or not of that shape, with every place
 */
export async function readInput<T>(
  file: string,
  schema: z.ZodType<T, unknown>,
  context: CommandContext,
  check: (value: T, problems: ProblemList) => void = () => {},
  { refuse = () => {}, checkKeys = () => {} }: InputForm = {},
): Promise<T> {
  const text = file === '-' ? await readPipe(context) : readText(file, context);
  const name = file === '-' ? 'standard input' : file;
  refuse(name, text);
  const holds = schema instanceof z.ZodArray ? 'array' : 'object';
  const document = JsonDocument.parse(name, text, holds);
  const problems = new ProblemList(document);
  checkKeys(problems);
  const isReadable = !problems.hasErrors() || document.problems.length > 0;
  const value = isReadable ? checkShape(schema, problems) : undefined;
  if (value !== undefined) check(value, problems);
  if (value === undefined || problems.hasErrors()) {
    throw new WorkflowProblemsError(problems.sorted(), context.directory);
  }
  printProblems(problems.sorted(), context, context.directory);
  return value;
}

async function readPipe({ readStandardInput }: CommandContext): Promise<string> {
  const text = await readStandardInput();
  if (text.trim() !== '') return text;
  throw new InputFileError(
    'Nothing came on standard input.',
    'Send JSON into the command (`… < file.json`), or name a file instead of -.',
  );
}

const reasons: Readonly<Record<string, (file: string) => string>> = {
  ENOENT: (file) => `There is no file ${file}.`,
  ENOTDIR: (file) => `There is no file ${file}.`,
  EISDIR: (file) => `${file} is a folder.`,
  EACCES: (file) => `${file} may not be read by you.`,
};

function readText(file: string, context: CommandContext): string {
  try {
    return readFileSync(resolve(context.directory, file), 'utf8');
  } catch (error) {
    const code =
      typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unreadable';
    throw new InputFileError(
      reasons[code]?.(file) ?? `${file} cannot be read (${code}).`,
      'Give the path of a JSON file, relative to the current folder, or - for standard input.',
    );
  }
}
