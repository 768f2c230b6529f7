import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { CodedActionsError } from '../coded-actions-error';
import { packageRoot } from '../package-root';
import type { ActionEnvironment } from './action-environment';
import { readCloudAssembly } from './assembly/cloud-assembly';
import type { LocalResources } from './assembly/local-resources';
import { resolveAssembly } from './assembly/resolve-assembly';
import type { Denial } from './authorization/access-denied';
import type { Authorizer } from './authorization/authorizer';
import { checkRoles } from './check-roles';
import { DataWatch } from './data-watch';
import { openStore, type Store } from './dynamodb/store';
import { LocalEndpoint } from './endpoint/local-endpoint';
import type { EventEnvelope } from './events/event-envelope';
import type { PutEventsResult } from './events/local-event-bridge';
import type { PutEventsEntry } from './events/put-events';
import { ExecutionJournal } from './executions/execution-journal';
import type { ExecutionRecord } from './executions/local-step-functions';
import { checkFaultPlan } from './faults/check-fault-plan';
import type { FaultListener } from './faults/fault-counter';
import type { FaultPlan } from './faults/fault-plan';
import { checkIntegrations } from './integrations/check-integrations';
import type { AttemptListener } from './lambda/async-invocations';
import type { LocalLambda } from './lambda/local-lambda';
import type { NodeRuntime } from './lambda/node-runtime';
import { LocalAccount } from './local-account';
import { ObservedClock } from './observed-clock';
import type { LocalQueues } from './queues/local-queues';
import { readSecretsFile, warnAboutSecretsFile } from './secrets/secrets-file';
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
  /** What actions are told beside what the template declares, such as where fixtures answer their requests. */
  readonly actionEnvironment?: ActionEnvironment;
  /** Told of each event of each execution's history, as it happens. */
  readonly onHistory?: (executionArn: string, event: HistoryEvent) => void;
  /** Told of each event on a bus, and of the rules that match it. */
  readonly onEvent?: (busName: string, event: EventEnvelope, rules: readonly string[]) => void;
  /** Told of each attempt at an asynchronous invocation: what a function that no machine calls did and wrote. */
  readonly onAsyncInvocation?: AttemptListener;
  /** Told of each call that no policy of the assembly allows, the first time it comes. */
  readonly onDenial?: (denial: Denial) => void;
  /** What goes wrong in this runtime, and when (docs/faults.md). */
  readonly faults?: FaultPlan;
  /** Told of each fault that strikes. */
  readonly onFault?: FaultListener;
}

/** An assembly that runs on this machine. */
export interface LocalRuntime {
  readonly resources: LocalResources;
  /** DynamoDB, as every part of the runtime sees it. */
  readonly store: Store;
  readonly queues: LocalQueues;
  /** What the assembly's policies denied so far, and which of their grants were used. */
  readonly authorizer: Pick<Authorizer, 'denials' | 'usedGrants'>;
  /** What `AWS_ENDPOINT_URL` has to be for an SDK or the AWS CLI to reach this runtime. */
  readonly endpoint: string;
  /** The Node that each runtime of the functions runs on, by the runtime's name. */
  readonly nodes: ReadonlyMap<string, NodeRuntime>;
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
  /** Starts processes of a machine's functions ahead of its first execution. @throws ServiceFailure */
  warm(machineName: string): void;
  /**
   * Resolves when what `dataFile` keeps is lost or cannot be written: from then on `PutEvents` is refused, and the runtime
   * should be closed. Never resolves while all is well.
   */
  readonly dataFailure: Promise<CodedActionsError>;
  /** Resolves when everything that was started has ended, or only waits for a time or for someone outside. */
  idle(): Promise<void>;
  /** Stops what runs, lets its end be written, and ends every process. */
  close(): Promise<void>;
}

/** How long `close` waits for the end of what it stopped to be written, in milliseconds. */
const CLOSING_PATIENCE = 5_000;

/**
 * Runs a synthesized cloud assembly on this machine: what is tried here is what is deployed. Executions end with the runtime: those that one
 * left behind, however it ended, the next one with the same `dataFile` ends as aborted.
 *
 * @throws CodedActionsError for an assembly that cannot be run, and for a secrets file that cannot be read
 * @throws InvalidEventPatternError for a rule that EventBridge refuses
 * @throws StoreInUseError when another process has the data file
 */
export async function startLocalRuntime(options: LocalRuntimeOptions): Promise<LocalRuntime> {
  const resources = resolveAssembly(readCloudAssembly(options.assembly));
  for (const machine of resources.stateMachines) checkIntegrations(machine);
  checkRoles(resources);
  if (options.faults !== undefined) checkFaultPlan(options.faults, resources);
  if (options.secretsFile !== undefined) readSecretsFile(options.secretsFile);
  if (options.dataFile !== undefined) mkdirSync(dirname(options.dataFile), { recursive: true });
  const file = options.dataFile === undefined ? {} : { file: options.dataFile };
  const virtual = options.clock instanceof VirtualClock ? options.clock : undefined;
  const clock = new ObservedClock(options.clock, {
    inside: virtual !== undefined,
    outside: virtual?.jumpsOutside ?? false,
  });
  const store = await openStore({ tables: resources.tables.map(storeTable), ...file, clock });
  let endpoint: LocalEndpoint | undefined;
  try {
    endpoint = await LocalEndpoint.listen(options.port);
    return runAccount(options, resources, clock, store, endpoint);
  } catch (error) {
    await endpoint?.close();
    await store.close();
    throw error;
  }
}

function runAccount(
  options: LocalRuntimeOptions,
  resources: LocalResources,
  clock: ObservedClock,
  store: Store,
  endpoint: LocalEndpoint,
): LocalRuntime {
  const { dataFile, secretsFile, placeholderSecrets = false, packageFolders = [] } = options;
  const opened =
    dataFile === undefined ? undefined : ExecutionJournal.open(`${dataFile}.executions`, clock.now());
  const data = new DataWatch(() => store.failure() ?? opened?.journal.failure());
  const { onHistory, onEvent, onAsyncInvocation, onDenial, faults, onFault, actionEnvironment } = options;
  const account = new LocalAccount({
    resources,
    store,
    endpoint,
    clock,
    placeholderSecrets,
    packageFolders: [...packageFolders, packageRoot()],
    ...(secretsFile === undefined ? {} : { secretsFile }),
    ...(opened
      ? {
          onStatusChange: (change) => {
            opened.journal.note(change);
            data.check();
          },
        }
      : {}),
    beforePut: () => {
      const failure = data.check();
      // EventBridge's own word for what it could not keep ("PutEvents", Errors).
      if (failure !== undefined) throw new ServiceFailure('InternalException', failure.message, 500);
    },
    ...(onHistory ? { onHistory } : {}),
    ...(onEvent ? { onEvent } : {}),
    ...(onAsyncInvocation ? { onAsyncInvocation } : {}),
    ...(onDenial ? { onDenial } : {}),
    ...(faults ? { faults } : {}),
    ...(actionEnvironment ? { actionEnvironment } : {}),
    ...(onFault ? { onFault } : {}),
  });
  const { stepFunctions, eventBridge, lambda, queues, authorizer } = account;
  if (options.schedules) account.runSchedules();
  for (const change of opened?.lost ?? []) account.announce(change);

  let closed: Promise<void> | undefined;
  const close = async () => {
    // What cannot be written need not be waited for.
    const patience = data.check() === undefined ? CLOSING_PATIENCE : 0;
    data.close();
    await account.close(() => inTime(clock.settled(), patience));
    await endpoint.close();
    await store.close();
  };
  const machineNamed = (name: string) => {
    const machine = resources.stateMachines.find((one) => one.name === name);
    if (machine) return machine;
    throw new ServiceFailure('StateMachineDoesNotExist', `State Machine Does Not Exist: '${name}'`);
  };
  return {
    resources,
    store,
    queues,
    authorizer,
    endpoint: endpoint.url,
    nodes: lambda.nodeRuntimes(),
    warnings: warningsOf(secretsFile, lambda),
    putEvents: (entries) => eventBridge.putEvents(entries),
    startExecution: (machineName, input, name) =>
      stepFunctions.start({
        stateMachineArn: machineNamed(machineName).arn,
        input: JSON.stringify(input ?? {}),
        ...(name === undefined ? {} : { name }),
      }),
    execution: (arn) => stepFunctions.find(arn),
    executions: () => stepFunctions.list(),
    warm: (machineName) => account.warm(machineNamed(machineName)),
    dataFailure: data.failure,
    idle: () => clock.settled(),
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}

function warningsOf(secretsFile: string | undefined, lambda: LocalLambda): string[] {
  const secrets = secretsFile === undefined ? undefined : warnAboutSecretsFile(secretsFile);
  const nodes = [...lambda.nodeRuntimes()]
    .filter(([, { matches }]) => !matches)
    .map(([runtime, { version }]) => {
      const wanted = runtime.replace(/\D/g, '');
      return `Functions of ${runtime} run on Node ${version} here, since Node ${wanted} is not installed.`;
    });
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
