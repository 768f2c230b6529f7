import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { packageRoot } from '../package-root';
import { readCloudAssembly } from './assembly/cloud-assembly';
import type { LocalResources } from './assembly/local-resources';
import { resolveAssembly } from './assembly/resolve-assembly';
import { deliverToTarget } from './deliver-to-target';
import { openStore, type Store } from './dynamodb/store';
import { LocalEndpoint } from './endpoint/local-endpoint';
import { dynamoDbService } from './endpoint/services/dynamodb-service';
import { eventsService } from './endpoint/services/events-service';
import { answerLambda } from './endpoint/services/lambda-service';
import { secretsManagerService } from './endpoint/services/secrets-manager-service';
import { statesService } from './endpoint/services/states-service';
import type { EventEnvelope } from './events/event-envelope';
import { type ExecutionStatusChange, executionStatusEvent } from './events/execution-status-event';
import { LocalEventBridge, type PutEventsResult } from './events/local-event-bridge';
import type { PutEventsEntry } from './events/put-events';
import { runSchedules } from './events/schedules';
import { ExecutionJournal } from './executions/execution-journal';
import { type ExecutionRecord, LocalStepFunctions } from './executions/local-step-functions';
import { statusChange } from './executions/status-change';
import { checkIntegrations } from './integrations/check-integrations';
import { LocalIntegrations } from './integrations/local-integrations';
import { AsyncInvocations, type AttemptListener } from './lambda/async-invocations';
import { LocalLambda } from './lambda/local-lambda';
import { ObservedClock } from './observed-clock';
import { LocalQueues } from './queues/local-queues';
import { LocalSecretsManager } from './secrets/local-secrets-manager';
import { warnAboutSecretsFile } from './secrets/secrets-file';
import { ServiceFailure } from './service-failure';
import { type Clock, type HistoryEvent, VirtualClock } from './states';
import { storeTable } from './store-table';

/** What a local runtime is started with. */
export interface LocalRuntimeOptions {
  /** The folder of a synthesized cloud assembly. */
  readonly assembly: string;
  readonly clock: Clock;
  /** Where the tables' items are kept; in memory only without it. */
  readonly dataFile?: string;
  /** The secrets file; without it there are no secrets. */
  readonly secretsFile?: string;
  /** Answers placeholders for secrets that the file lacks. */
  readonly placeholderSecrets?: boolean;
  /** Fires rules with a schedule. Only with a clock that does not jump: that one would go on for ever. */
  readonly schedules?: boolean;
  /** The loopback endpoint's port; any free one without it. */
  readonly port?: number;
  /** Folders in which Node may be installed as a package, beside this package's own. */
  readonly packageFolders?: readonly string[];
  /** Told of each event of each execution's history, as it happens. */
  readonly onHistory?: (executionArn: string, event: HistoryEvent) => void;
  /** Told of each event on a bus, and of the rules that match it. */
  readonly onEvent?: (busName: string, event: EventEnvelope, rules: readonly string[]) => void;
  /** Told of each attempt at an asynchronous invocation: what a function that no machine calls did and wrote. */
  readonly onAsyncInvocation?: AttemptListener;
}

/** An assembly that runs on this machine. */
export interface LocalRuntime {
  readonly resources: LocalResources;
  /** DynamoDB, as every part of the runtime sees it. */
  readonly store: Store;
  readonly queues: LocalQueues;
  /** What `AWS_ENDPOINT_URL` has to be for an SDK or the AWS CLI to reach this runtime. */
  readonly endpoint: string;
  /** What a person should know: a Node that is not the functions', a secrets file that others can read. */
  readonly warnings: readonly string[];
  putEvents(entries: readonly PutEventsEntry[]): PutEventsResult;
  /**
   * Starts an execution of a machine by its name.
   *
   * @throws ServiceFailure as StartExecution refuses
   * @throws DefinitionError for a machine that AWS would not have created
   */
  startExecution(machineName: string, input: unknown, name?: string): ExecutionRecord;
  /** An execution by its ARN. @throws ServiceFailure `ExecutionDoesNotExist` */
  execution(arn: string): ExecutionRecord;
  /** All executions, the newest first. */
  executions(): readonly ExecutionRecord[];
  /** Starts processes of a machine's functions ahead of its first execution. */
  warm(machineName: string): void;
  /** Resolves when everything that was started has ended, or only waits for a time or for someone outside. */
  idle(): Promise<void>;
  /** Stops what runs, lets its end be written, and ends every process. */
  close(): Promise<void>;
}

/** How long `close` waits for the end of what it stopped to be written, in milliseconds. */
const CLOSING_PATIENCE = 5_000;

/**
 * Runs a synthesized cloud assembly on this machine (DESIGN.md, D12). Executions end with the runtime: those that it
 * left behind are found by the next one with the same `dataFile`, and end as aborted.
 *
 * @throws CodedActionsError for an assembly that cannot be run, and for a secrets file that cannot be read
 * @throws InvalidEventPatternError for a rule that EventBridge refuses
 * @throws StoreInUseError when another process has the data file
 */
export async function startLocalRuntime(options: LocalRuntimeOptions): Promise<LocalRuntime> {
  const resources = resolveAssembly(readCloudAssembly(options.assembly));
  for (const machine of resources.stateMachines) checkIntegrations(machine);
  if (options.dataFile !== undefined) mkdirSync(dirname(options.dataFile), { recursive: true });
  const tables = resources.tables.map(storeTable);
  const file = options.dataFile === undefined ? {} : { file: options.dataFile };
  const store = await openStore({ tables, ...file, clock: options.clock });
  try {
    const endpoint = await LocalEndpoint.listen(options.port);
    return connect(options, resources, store, endpoint);
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Connects the services of one account with each other. */
function connect(
  options: LocalRuntimeOptions,
  resources: LocalResources,
  store: Store,
  endpoint: LocalEndpoint,
): LocalRuntime {
  const { account, region } = resources;
  const clock = new ObservedClock(options.clock, options.clock instanceof VirtualClock);
  const closing = new AbortController();
  const queues = new LocalQueues(resources.queues);
  const lambda = new LocalLambda({
    functions: resources.functions,
    versions: resources.versions,
    endpoint: endpoint.url,
    packageFolders: [...(options.packageFolders ?? []), packageRoot()],
  });
  const asyncInvocations = new AsyncInvocations(lambda, clock, options.onAsyncInvocation);
  const warmed = new Set<string>();
  const warm = (machineArn: string, definition: object) => {
    if (warmed.has(machineArn)) return;
    warmed.add(machineArn);
    const text = JSON.stringify(definition);
    const called = resources.versions.filter(({ arn }) => text.includes(`"${arn}"`));
    for (const { arn } of called.slice(0, WARMED_FUNCTIONS)) lambda.warm(arn);
  };

  const journal =
    options.dataFile === undefined
      ? undefined
      : ExecutionJournal.open(`${options.dataFile}.executions`, clock.now());
  const stepFunctions: LocalStepFunctions = new LocalStepFunctions({
    machines: resources.stateMachines,
    clock,
    integrations: () => integrations,
    onStatus: (record, outcome) => {
      if (outcome === undefined) warm(record.machine.arn, record.machine.definition);
      announce(statusChange(record, outcome));
    },
    ...(options.onHistory ? { onEvent: options.onHistory } : {}),
  });
  const eventBridge: LocalEventBridge = new LocalEventBridge({
    account,
    region,
    buses: resources.buses,
    rules: resources.rules,
    clock,
    call: deliverToTarget({
      stepFunctions,
      asyncInvocations,
      hasFunction: (arn) => lambda.has(arn),
      queues,
      publish: (busName, event) => eventBridge.publish(busName, event),
    }),
    sendDeadLetter: ({ queueArn, body, attributes }) => queues.send(queueArn, { body, attributes }),
    ...(options.onEvent ? { onEvent: options.onEvent } : {}),
  });
  const announce = (change: ExecutionStatusChange) => {
    journal?.journal.note(change);
    eventBridge.publish('default', executionStatusEvent(change, { account, region, now: clock.now() }));
  };
  const callDynamoDb = (operation: string, input: unknown) => store.call(operation, input);
  const integrations: LocalIntegrations = new LocalIntegrations({
    lambda,
    callDynamoDb,
    eventBridge,
    stepFunctions,
    onLogs: ({ executionArn, stateName }, lines, requestId) => {
      const { execution, logs } = stepFunctions.find(executionArn);
      logs.push({ stateName, lines, requestId, afterEvent: execution.history.length });
    },
  });
  const secrets = new LocalSecretsManager({
    account,
    region,
    ...(options.secretsFile === undefined ? {} : { file: options.secretsFile }),
    placeholders: options.placeholderSecrets ?? false,
    now: () => clock.now(),
  });
  endpoint.serve(
    [
      dynamoDbService(callDynamoDb),
      secretsManagerService(secrets),
      eventsService(eventBridge),
      statesService(stepFunctions),
    ],
    [(request) => answerLambda(request, lambda, asyncInvocations)],
  );
  if (options.schedules) {
    const send = eventBridge.send.bind(eventBridge);
    runSchedules({ account, region, rules: resources.rules, clock, send, signal: closing.signal });
  }
  for (const change of journal?.lost ?? []) announce(change);

  const machineOf = (name: string) => {
    const machine = stepFunctions.machines.find((one) => one.name === name);
    if (machine) return machine;
    throw new ServiceFailure('StateMachineDoesNotExist', `State Machine Does Not Exist: '${name}'`);
  };
  return {
    resources,
    store,
    queues,
    endpoint: endpoint.url,
    warnings: warningsOf(options, lambda),
    putEvents: (entries) => eventBridge.putEvents(entries),
    startExecution: (machineName, input, name) =>
      stepFunctions.start({
        stateMachineArn: machineOf(machineName).arn,
        input: JSON.stringify(input ?? {}),
        ...(name === undefined ? {} : { name }),
      }),
    execution: (arn) => stepFunctions.find(arn),
    executions: () => stepFunctions.list(),
    warm: (machineName) => {
      const { arn, definition } = machineOf(machineName);
      warm(arn, definition);
    },
    idle: () => clock.settled(),
    close: async () => {
      closing.abort();
      await stepFunctions.close();
      await inTime(clock.settled(), CLOSING_PATIENCE);
      eventBridge.close();
      asyncInvocations.close();
      lambda.close();
      await endpoint.close();
      await store.close();
    },
  };
}

/** The most functions of a machine that are started ahead: further ones start while the first ones run. */
const WARMED_FUNCTIONS = 4;

function warningsOf({ secretsFile }: LocalRuntimeOptions, lambda: LocalLambda): string[] {
  const secrets = secretsFile === undefined ? undefined : warnAboutSecretsFile(secretsFile);
  const nodes = [...lambda.nodeRuntimes()]
    .filter(([, { matches }]) => !matches)
    .map(
      ([runtime, { version }]) =>
        `Functions of ${runtime} run on Node ${version} here, since Node ${runtime.replace(/\D/g, '')} is not installed.`,
    );
  return secrets === undefined ? nodes : [secrets, ...nodes];
}

async function inTime(work: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, timeUp]);
  clearTimeout(timer);
}
