import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { CommandContext } from './command-context';
import { InputFileError } from './input-file-error';

/**
 * A secret's value from a prompt that does not echo, or, where nobody can be asked, from standard input, of which one
 * line end is cut off. Never from an argument: those stand in the shell's history and in the list of processes.
 *
 * @throws InputFileError when it is empty
 */
export async function askSecretValue(name: string, context: CommandContext): Promise<string> {
  const value = context.interactive
    ? await context.askHidden(`Value of ${name}: `)
    : (await context.readStandardInput()).replace(/\r?\n$/, '');
  if (value === '') {
    throw new InputFileError(
      `${name} got no value.`,
      `Type it when asked, or pipe it: npx coded-actions secrets set ${name} < value.txt`,
    );
  }
  return value;
}

/** Asks on the terminal without showing what is typed. */
export function askHiddenOnTerminal(question: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const prompt = createInterface({ input: process.stdin, output: silent, terminal: true });
  process.stderr.write(question);
  return new Promise((answered) => {
    prompt.once('close', () => answered(''));
    prompt.question('', (answer) => {
      process.stderr.write('\n');
      answered(answer);
      prompt.close();
    });
  });
}
