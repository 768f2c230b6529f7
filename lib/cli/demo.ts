import { packageRoot } from '../package-root';
import { loadProject } from '../workflow/load-project';
import { type CommandContext, exitCode } from './command-context';
import { openExample } from './demo/example';
import { faultsOf, faultsOption } from './faults-option';
import { findRecord } from './find-record';
import { missingSecrets, warnOfMissingSecrets } from './missing-secrets';
import { openWatchedSession } from './open-watched-session';
import type { AddCommand } from './program';
import { unlessStopped } from './unless-stopped';

/** `coded-actions demo`: the example workflows, once. */
export const addDemo: AddCommand = (program, context, exitWith) => {
  program
    .command('demo')
    .description(
      'Enroll a sample record into the example workflows, show the runs, and exit. Nothing is kept.',
    )
    .option(...faultsOption)
    .option('--json', 'print {"runs": […], "record": …} alone')
    .addHelpText('after', '\nExample:\n  npx coded-actions demo')
    .action(async (options: { json?: boolean; faults?: string }) => {
      const faults = await faultsOf(options.faults, context);
      const inPackage = { ...context, directory: packageRoot(), project: packageRoot() };
      const succeeded = await demo(options.json === true, faults, inPackage);
      exitWith(succeeded ? exitCode.done : exitCode.failed);
    });
};

async function demo(
  json: boolean,
  faults: Awaited<ReturnType<typeof faultsOf>>,
  context: CommandContext,
): Promise<boolean> {
  const stopped = context.untilStopped();
  const example = await openExample(context.directory);
  try {
    const quiet: CommandContext = json ? { ...context, print: () => {} } : context;
    const session = await openWatchedSession(quiet, {
      realTime: false,
      secretsFile: example.secretsFile,
      ...faults,
    });
    try {
      warnOfMissingSecrets(missingSecrets(loadProject(context.directory), example.secretsFile), context);
      const name = await unlessStopped(example.enrollSample(session), stopped);
      const record = await findRecord(name, session.table);
      const runs = session.watcher.ended;
      if (json) context.print(JSON.stringify({ runs, record }, undefined, 2));
      else context.print(`contact ${name.objectId} is now ${JSON.stringify(record?.properties)}`);
      if (session.nodeNote !== undefined) context.printError(session.nodeNote);
      return runs.length > 0 && runs.every(({ report }) => report.status === 'succeeded');
    } finally {
      await session.close();
    }
  } finally {
    await example.close();
  }
}
