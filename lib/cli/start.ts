import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type CommandContext, exitCode } from './command-context';
import { type Example, openExample } from './demo/example';
import { localPaths, localStage } from './local-paths';
import { openWatchedSession } from './open-watched-session';
import { PortError } from './port-error';
import type { AddCommand } from './program';
import { announceEndpoint } from './running-endpoint';

interface StartOptions {
  readonly sample?: boolean;
  readonly realTime?: boolean;
  readonly port?: string;
}

/** `coded-actions start`: the local runtime with all workflows of the project; it stays up. */
export const addStart: AddCommand = (program, context, exitWith) => {
  program
    .command('start')
    .description('Start the local runtime with all workflows of the project; it stays up until Ctrl+C.')
    .option('--sample', 'serve the example workflows: with what they ask, and a sample record enrolled')
    .option('--real-time', 'let delays, retries and schedules take their time')
    .option('--port <port>', 'where AWS clients reach it; a free port by default')
    .addHelpText(
      'after',
      '\nRecords are kept in .coded-actions; runs that are under way end with it.' +
        '\n\nExample:\n  coded-actions start --port 4566' +
        '\n  AWS_ENDPOINT_URL=http://127.0.0.1:4566 aws events put-events --entries file://events.json',
    )
    .action(async (options: StartOptions) => {
      await start(options, context);
      exitWith(exitCode.done);
    });
};

async function start(options: StartOptions, context: CommandContext): Promise<void> {
  const port = portOf(options.port);
  const paths = localPaths(context.directory);
  mkdirSync(dirname(paths.store), { recursive: true });
  const example = options.sample === true ? await openExample(context.directory) : undefined;
  try {
    const session = await openWatchedSession(context, {
      realTime: options.realTime === true,
      dataFile: paths.store,
      ...(port === undefined ? {} : { port }),
      ...(example === undefined ? {} : { secretsFile: example.secretsFile }),
    });
    const withdraw = announceEndpoint(paths.endpoint, session.runtime.endpoint);
    try {
      const stopped = context.untilStopped();
      await enrollSample(example, session);
      tellHow(session.busName, session.runtime.endpoint, context);
      await stopped;
      context.printError('Stopping.');
    } finally {
      withdraw();
      await session.close();
    }
  } finally {
    await example?.close();
  }
}

async function enrollSample(
  example: Example | undefined,
  session: Awaited<ReturnType<typeof openWatchedSession>>,
): Promise<void> {
  if (example !== undefined) await example.enrollSample(session);
}

function tellHow(busName: string, endpoint: string, context: CommandContext): void {
  context.print(`The local runtime is up at ${endpoint} (stage ${localStage}); Ctrl+C ends it.`);
  context.print(`  events enroll on the bus ${busName}`);
  context.print('  records: npx coded-actions records get|put …');
  context.print(`  any AWS client: AWS_ENDPOINT_URL=${endpoint}, region us-east-1, any credentials`);
}

/** @throws PortError when it is not a port's number */
function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new PortError(text);
  return port;
}
