import { exitCode } from '../lib/cli/command-context';
import { runCommandLine, type Surroundings } from '../lib/cli/program';
import { askHiddenOnTerminal } from '../lib/cli/secret-value';

// Whoever reads the output may stop before its end: `coded-actions run … | head`.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitCode.done);
    throw error;
  });
}

const surroundings: Surroundings = {
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
      // npm passes the terminal's signal on, so that it comes twice: whoever means it again does so later.
      const begun = { at: 0 };
      const onSignal = () => {
        if (begun.at !== 0 && Date.now() - begun.at > 2_000) process.exit(exitCode.stopped);
        begun.at ||= Date.now();
        stopped();
      };
      process.on('SIGINT', onSignal);
      process.on('SIGTERM', onSignal);
      // The terminal was closed.
      process.on('SIGHUP', onSignal);
    }),
};

runCommandLine(process.argv.slice(2), surroundings).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = exitCode.internal;
  },
);
