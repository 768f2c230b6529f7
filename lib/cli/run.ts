import type { Command } from 'commander';
import type { ExecutionRecord } from '../local/executions/local-step-functions';
import { fixturesInput } from '../local/http-fixtures/fixture';
import type { HistoryEvent } from '../local/states';
import type { RecordName } from '../records/keys';
import { putRecord, putRecordRequests } from '../records/put-record';
import type { StoredRecord } from '../records/record-item';
import type { RecordsSchema } from '../records/records-schema';
import type { StepGraph } from '../workflow/graph/step-graph';
import { type CommandContext, type ExitCode, exitCode } from './command-context';
import { endpointCallbacks } from './endpoint-callbacks';
import { eventForm } from './event-form';
import { failureAnswer } from './failure-answer';
import { faultsOf, faultsOption } from './faults-option';
import { findRecord } from './find-record';
import { checkEventOfRun, checkRecordOfRun } from './input-properties';
import { loadOneWorkflow } from './load-one-workflow';
import { type LocalSession, openLocalSession } from './local-session';
import { missingSecrets, warnOfMissingSecrets } from './missing-secrets';
import { MissingSecretsError } from './missing-secrets-error';
import { refuseMoreWords } from './more-words';
import { NothingEnrolledError } from './nothing-enrolled-error';
import { paintFor } from './paint';
import { patternDifferences } from './pattern-differences';
import type { AddCommand } from './program';
import { readInput } from './read-input';
import { type EventInput, eventInput, type RecordInput, recordInput } from './record-input';
import {
  checkCompletions,
  completionsInput,
  exampleCompletion,
  type PausedStep,
  RunPauses,
} from './run-pauses';
import { RunPrinter } from './run-printer';
import { secretsFileOf } from './secrets-file-option';
import { sendEvent } from './send-event';
import { sentRequestLines } from './sent-request-lines';
import { StoppedError } from './stopped-error';
import { subjectOf } from './subject';
import { unlessStopped } from './unless-stopped';
import { whereNotMet } from './where-not-met';

interface RunOptions {
  readonly record?: string;
  readonly event?: string;
  readonly realTime?: boolean;
  readonly secrets?: string;
  readonly allowMissingSecrets?: boolean;
  readonly complete?: string;
  readonly expire?: boolean;
  readonly http?: string;
  readonly faults?: string;
  readonly app?: string;
  readonly json?: boolean;
}

/** `coded-actions run <workflow>`: one enrollment on this machine, start to end. */
export const addRun: AddCommand = (program, context, exitWith) => {
  program
    .command('run')
    .description('Run one enrollment on this machine, start to end, and show each step. Delays take no time.')
    .argument('<workflow>', 'its name, folder or file')
    .option('--record <file>', 'the record: {"objectType", "objectId", "properties"}; - for standard input')
    .option(
      '--event <file>',
      'the event that enrolls it, sent through the bus; without it a person starts the run',
    )
    .option('--real-time', 'let delays and retries take their time')
    .option('--secrets <file>', 'take secrets from this file instead of .coded-actions/secrets.json')
    .option(
      '--allow-missing-secrets',
      'run without the values of some secrets: a step that needs one fails, as in AWS',
    )
    .option(
      '--complete <file>',
      'complete steps that pause, with {"<step>": {<outputs>}}; - for standard input',
    )
    .option('--expire', 'let pauses that nothing completes expire; without it the run ends where it waits')
    .option(
      '--http <file>',
      'answer every request of actions from these fixtures: nothing leaves this machine',
    )
    .option(...faultsOption)
    .option(
      '--app <folder>',
      'run what `cdk synth` wrote into this folder, such as cdk.out, as it stands there',
    )
    .option('--json', 'print {status, output, error, steps, requests, pause, record, recordBefore} alone')
    .addHelpText(
      'after',
      '\nNothing is kept: the record lives for this run alone. Exits with 0 when the run succeeds or waits, 1 when it fails,' +
        '\na role misses a grant, or it cannot begin, 130 after Ctrl+C. A run that does not enroll, since `where` does not hold' +
        '\nor the record is in the workflow, succeeds, as in AWS: --json has output.enrolled false, and output.reason. Where no' +
        '\ntrigger matches the event, no run begins. In --json, durationMs is the time that a step really worked, and skippedMs' +
        '\nthe time of delays and retries that was jumped over; where no run began there are {status: "refused", error,' +
        '\nproblems}, with error.name nothing-enrolled where no trigger matches.' +
        '\n\nExample:\n  npx coded-actions run follow-up --record workflows/follow-up/sample-record.json' +
        '\n  npx coded-actions run rotate-leads --record ana.json --http fixtures.json',
    )
    .allowExcessArguments()
    .action(async (workflow: string, options: RunOptions, { args }: Command) => {
      refuseMoreWords(args.slice(1), context);
      exitWith(await run(workflow, options, context));
    });
};

async function run(workflowName: string, options: RunOptions, context: CommandContext): Promise<ExitCode> {
  const { graph, directory, project } = loadOneWorkflow(workflowName, context);
  const { workflow } = graph;
  const read = await readSubject(options, project.recordsSchema, graph, context);
  const completions =
    options.complete === undefined ? {} : await readInput(options.complete, completionsInput, context);
  checkCompletions(completions, graph);
  const subject = subjectOf(read, workflow.objectType);
  const quiet: CommandContext = options.json === true ? { ...context, print: () => {} } : context;

  const fixtures =
    options.http === undefined ? undefined : await readInput(options.http, fixturesInput, context);
  const faults = await faultsOf(options.faults, context);
  const secretsFile = secretsFileOf(options.secrets, context);
  const missing = missingSecrets({ workflows: [{ graph, directory }] }, secretsFile);
  if (options.allowMissingSecrets === true) warnOfMissingSecrets(missing, context);
  else if (missing.length > 0) throw new MissingSecretsError(workflow.name, missing, options.secrets);
  const stopped = context.untilStopped();
  let isStopped = false;
  stopped.then(() => {
    isStopped = true;
  });

  let follow: (arn: string, event: HistoryEvent) => void = () => {};
  const session = await openLocalSession(context, {
    only: [workflowName],
    realTime: options.realTime === true,
    pausesExpire: options.expire === true,
    secretsFile,
    onHistory: (arn, event) => follow(arn, event),
    ...(options.app === undefined ? {} : { app: options.app }),
    ...(fixtures === undefined ? {} : { fixtures }),
    ...faults,
  });
  const enroll = async (): Promise<ExitCode> => {
    session.runtime.warm(session.machineName(workflow.name));
    if (read.record !== undefined) await store(read.record, session);
    const recordBefore = await findRecord(subject, session.table);
    quiet.print(`${workflow.title ?? workflow.name}, for ${subject.objectType} ${subject.objectId}\n`);

    const execution = await begin(read.event, subject, workflow.name, session);
    const printer = new RunPrinter(quiet, options.realTime !== true);
    const pauses = new RunPauses(completions, {
      expire: options.expire === true,
      services: () => endpointCallbacks(session.table.name, session.runtime.endpoint),
      during: (work) => session.during(work),
    });
    follow = (arn, event) => {
      if (arn !== execution.execution.arn) return;
      printer.onHistory(execution, event);
      pauses.onHistory(execution, event);
    };
    for (const event of execution.execution.history) pauses.onHistory(execution, event);
    const ended = execution.execution.outcome.then(() => undefined);
    const pause = await Promise.race([ended, pauses.stuck]);
    const report = { ...printer.finish(execution), requests: session.requests() };
    const told = report.steps.map(({ error }) => error?.message ?? '').join('\n');
    for (const line of sentRequestLines(report.requests ?? [], told, paintFor(context.color)))
      quiet.print(line);
    if (isWhereNotMet(report.output)) {
      const properties = recordBefore?.properties ?? propertiesOf(read.event);
      for (const line of whereNotMet(graph, {
        ...subject,
        properties,
        event: read.event,
      }))
        quiet.print(`    ${line}`);
    }
    if (isStopped) {
      const ended = new StoppedError();
      // The session is being closed, and its table with it: the steps so far are all that there is to tell.
      const answer = { ...report, ...failureAnswer(ended), recordBefore };
      if (options.json === true) context.print(JSON.stringify(answer, undefined, 2));
      throw ended;
    }
    if (pause !== undefined) tellHowToComplete(pause, graph, quiet);
    // What the run's end sets off, such as its status, is part of what a person waits for.
    else if (options.realTime !== true) await session.runtime.idle();
    const record = await findRecord(subject, session.table);

    if (options.json === true) {
      const status = pause === undefined ? report.status : 'paused';
      context.print(JSON.stringify({ ...report, status, pause, record, recordBefore }, undefined, 2));
    } else printRecords(recordBefore, record, context);
    if (session.nodeNote !== undefined) context.printError(`\n${session.nodeNote}`);
    const isWell = pause !== undefined || report.status === 'succeeded';
    return isWell && session.runtime.authorizer.denials.length === 0 ? exitCode.done : exitCode.failed;
  };
  try {
    return await unlessStopped(enroll(), stopped);
  } finally {
    await session.close();
  }
}

/** Starts the run: by the event through the bus, as in AWS, or else as a person does in the console. */
async function begin(
  event: EventInput | undefined,
  { objectId }: RecordName,
  workflow: string,
  session: LocalSession,
): Promise<ExecutionRecord> {
  const machineName = session.machineName(workflow);
  if (event === undefined) return session.runtime.startExecution(machineName, { objectId });
  const started = await sendEvent(event, machineName, session);
  if (started !== undefined) return started;
  const differences = triggerPatterns(session, machineName).map((pattern) =>
    patternDifferences(pattern, event),
  );
  throw new NothingEnrolledError(workflow, event['detail-type'], differences);
}

function isWhereNotMet(output: unknown): boolean {
  return (
    typeof output === 'object' && output !== null && 'reason' in output && output.reason === 'where-not-met'
  );
}

/** What an event brings for a record that is unknown. */
function propertiesOf(event: EventInput | undefined): Readonly<Record<string, unknown>> {
  const properties = event?.detail.properties;
  return typeof properties === 'object' && properties !== null ? { ...properties } : {};
}

/** The patterns of the rules that start a machine, in the order of the workflow's triggers. */
function triggerPatterns({ runtime }: LocalSession, machineName: string): readonly object[] {
  const { rules, stateMachines } = runtime.resources;
  const machine = stateMachines.find(({ name }) => name === machineName);
  return rules.flatMap(({ eventPattern, targets }) =>
    eventPattern !== undefined && targets.some(({ arn }) => arn === machine?.arn) ? [eventPattern] : [],
  );
}

/** What the run is about, as files give it; properties that the schema does not know are warned of. */
async function readSubject(
  { record, event }: RunOptions,
  schema: RecordsSchema,
  graph: StepGraph,
  context: CommandContext,
) {
  return {
    record:
      record === undefined
        ? undefined
        : await readInput(record, recordInput, context, checkRecordOfRun(schema, graph)),
    event:
      event === undefined
        ? undefined
        : await readInput(event, eventInput, context, checkEventOfRun(schema, graph), eventForm),
  };
}

function tellHowToComplete({ step }: PausedStep, graph: StepGraph, context: CommandContext): void {
  context.print(`\n  To see it go on: --complete <file>, a file with ${exampleCompletion(step, graph)}`);
  context.print('  To see it expire: --expire');
}

async function store(record: RecordInput, { table }: LocalSession): Promise<void> {
  await putRecord(putRecordRequests(table.name, record, new Date().toISOString()), table.update);
}

function printRecords(
  before: StoredRecord | undefined,
  after: StoredRecord | undefined,
  context: CommandContext,
): void {
  const text = (record: StoredRecord | undefined) => (record ? JSON.stringify(record.properties) : 'none');
  context.print(`\n  record before ${text(before)}`);
  context.print(`  record after  ${text(after)}`);
}
