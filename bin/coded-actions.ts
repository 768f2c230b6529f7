import { type CommandContext, exitCode } from '../lib/cli/command-context';
import { runCommandLine } from '../lib/cli/program';
import { askHiddenOnTerminal } from '../lib/cli/secret-value';

const context: CommandContext = {
  directory: process.cwd(),
  print: (text) => void process.stdout.write(`${text}\n`),
  printError: (text) => void process.stderr.write(`${text}\n`),
  readStandardInput: async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks).toString('utf8');
  },
  askHidden: askHiddenOnTerminal,
  interactive: process.stdin.isTTY === true,
  color: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
  environment: process.env,
  untilStopped: () =>
    new Promise((stopped) => {
      process.once('SIGINT', () => stopped());
      process.once('SIGTERM', () => stopped());
    }),
};

runCommandLine(process.argv.slice(2), context).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = exitCode.internal;
  },
);
