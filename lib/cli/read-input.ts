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

/**
 * Reads a JSON file, or standard input where the file is `-`, and checks its shape.
 *
 * @param check what else is looked at; its warnings are printed
 * @throws InputFileError when it cannot be read
 * @throws WorkflowProblemsError when it is not JSON or not of that shape, with every place
 */
export async function readInput<T>(
  file: string,
  schema: z.ZodType<T, unknown>,
  context: CommandContext,
  check: (value: T, problems: ProblemList) => void = () => {},
): Promise<T> {
  const text = file === '-' ? await readPipe(context) : readText(file, context);
  const holds = schema instanceof z.ZodArray ? 'array' : 'object';
  const document = JsonDocument.parse(file === '-' ? 'standard input' : file, text, holds);
  const problems = new ProblemList(document);
  const value = checkShape(schema, problems);
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
