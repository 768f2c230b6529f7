import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type LoadedProject, loadProject } from '../workflow/load-project';
import { type CommandContext, exitCode } from './command-context';
import { type Example, openExample } from './demo/example';
import { enrollmentLines } from './enrollment-lines';
import { requireNoFolders } from './local-file-error';
import { localPaths, localStage } from './local-paths';
import type { LocalSession } from './local-session';
import { missingSecrets, warnOfMissingSecrets } from './missing-secrets';
import { openWatchedSession } from './open-watched-session';
import { PortError } from './port-error';
import type { AddCommand } from './program';
import { requireProject } from './project-workflows';
import { announceEndpoint } from './running-endpoint';
import { tellChanges } from './tell-changes';
import { workflowSources } from './workflow-sources';

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
      '\nRecords are kept in .coded-actions; runs that are under way end with it. It runs the workflows as they are when' +
        '\nit starts, and says so where one of their files changes: start it again then. Time jumps over delays and retries, and never over a pause, which lasts as' +
        '\nlong as it says.' +
        '\n\nExample:\n  npx coded-actions start --port 4566' +
        '\n  AWS_ENDPOINT_URL=http://127.0.0.1:4566 aws events put-events --entries file://events.json',
    )
    .action(async (options: StartOptions) => {
      await start(options, context);
      exitWith(exitCode.done);
    });
};

async function start(options: StartOptions, context: CommandContext): Promise<void> {
  const port = portOf(options.port);
  const project = requireProject(context);
  const begun = Date.now();
  const paths = localPaths(project);
  requireNoFolders([paths.endpoint]);
  mkdirSync(dirname(paths.store), { recursive: true });
  const example = options.sample === true ? await openExample(project) : undefined;
  try {
    const session = await openWatchedSession(context, {
      realTime: options.realTime === true,
      dataFile: paths.store,
      ...(port === undefined ? {} : { port }),
      ...(example === undefined ? {} : { secretsFile: example.secretsFile }),
    });
    const withdraw = announceEndpoint(paths.endpoint, session.runtime.endpoint);
    const sources = workflowSources(project, session.runtime.resources.functions);
    const endTelling = tellChanges(project, sources, begun, context);
    try {
      const stopped = context.untilStopped();
      tellOfCutOff(session.cutOff, context);
      const secretsFile = example?.secretsFile ?? paths.secrets;
      const served = loadProject(project);
      warnOfMissingSecrets(missingSecrets(served, secretsFile), context);
      const lost = session.runtime.dataFailure.then((failure) => {
        throw failure;
      });
      await Promise.race([enrollSample(example, session), stopped, lost]);
      tellHow(session, served, context);
      await Promise.race([stopped, lost]);
      context.printError(farewell(session));
    } finally {
      endTelling();
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

/** Runs do not outlive their runtime: what a killed one left behind never goes on. */
function tellOfCutOff(runs: readonly string[], context: CommandContext): void {
  if (runs.length === 0) return;
  const more = runs.length > 5 ? ` and ${runs.length - 5} more` : '';
  const [ended, them] =
    runs.length === 1
      ? ['It has ended as stopped (ABORTED) and does', 'it']
      : ['They have ended as stopped (ABORTED) and do', 'them'];
  context.print(
    `The last local runtime was cut off with ${countOf(runs.length)} under way: ${runs.slice(0, 5).join('; ')}${more}.` +
      ` ${ended} not go on. The event that began ${them} does nothing if it comes again; a new one enrolls the record` +
      ' again, unless the workflow does not re-enroll.\n',
  );
}

function farewell({ runtime }: LocalSession): string {
  const running = runtime.executions().filter(({ execution }) => execution.status === 'RUNNING').length;
  return running === 0 ? 'Stopping.' : `Stopping, and with it ${countOf(running)} under way.`;
}

function countOf(runs: number): string {
  return runs === 1 ? 'one run' : `${runs} runs`;
}

function tellHow(
  { busName, runtime, nodeNote }: LocalSession,
  { workflows }: LoadedProject,
  context: CommandContext,
): void {
  const { endpoint } = runtime;
  context.print(`The local runtime is up at ${endpoint} (stage ${localStage}); Ctrl+C ends it.`);
  context.print(`  events enroll on the bus ${busName}`);
  for (const line of enrollmentLines(workflows.map(({ graph }) => graph.workflow))) {
    context.print(`    ${line}`);
  }
  context.print('  records: npx coded-actions records get|put …');
  context.print(`  any AWS client: AWS_ENDPOINT_URL=${endpoint}, region us-east-1, any credentials`);
  if (nodeNote !== undefined) context.print(`  ${nodeNote}`);
}

/** @throws PortError when it is not a port's number */
function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new PortError(text);
  return port;
}
