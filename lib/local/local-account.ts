import { type ActionEnvironment, withActionEnvironment } from './action-environment';
import type { LocalResources, LocalStateMachine } from './assembly/local-resources';
import type { Denial } from './authorization/access-denied';
import { Authorizer } from './authorization/authorizer';
import { loggedFunctions, sendGivenUp } from './authorized-functions';
import { noteMachine } from './authorized-machines';
import { authorizedDeadLetters, authorizedTargets } from './authorized-targets';
import { deliverToTarget } from './deliver-to-target';
import type { Store } from './dynamodb/store';
import {
  authorizedInvocations,
  authorizedService,
  type EndpointAuthorization,
} from './endpoint/authorized-services';
import type { JsonService } from './endpoint/json-service';
import type { LocalEndpoint } from './endpoint/local-endpoint';
import { dynamoDbService } from './endpoint/services/dynamodb-service';
import { eventsService } from './endpoint/services/events-service';
import { answerLambda } from './endpoint/services/lambda-service';
import { secretsManagerService } from './endpoint/services/secrets-manager-service';
import { statesService } from './endpoint/services/states-service';
import type { TargetCall } from './events/deliver';
import type { EventEnvelope } from './events/event-envelope';
import { type ExecutionStatusChange, executionStatusEvent } from './events/execution-status-event';
import { LocalEventBridge } from './events/local-event-bridge';
import { runSchedules } from './events/schedules';
import { LocalStepFunctions } from './executions/local-step-functions';
import { statusChange } from './executions/status-change';
import type { FaultListener } from './faults/fault-counter';
import type { FaultPlan } from './faults/fault-plan';
import { Faults } from './faults/faults';
import type { TableCall } from './faults/faulty-table';
import { FunctionActors } from './function-actors';
import { AuthorizedIntegrations } from './integrations/authorized-integrations';
import { LocalIntegrations } from './integrations/local-integrations';
import { AsyncInvocations, type AttemptListener } from './lambda/async-invocations';
import { LocalLambda } from './lambda/local-lambda';
import type { LogLine } from './lambda/log-line';
import { LocalQueues } from './queues/local-queues';
import { LocalSecretsManager } from './secrets/local-secrets-manager';
import type { Clock, HistoryEvent, IntegrationCall } from './states';

/** What a {@link LocalAccount} is made of. */
export interface LocalAccountOptions {
  readonly resources: LocalResources;
  readonly store: Store;
  readonly endpoint: LocalEndpoint;
  readonly clock: Clock;
  readonly secretsFile?: string;
  readonly placeholderSecrets: boolean;
  readonly packageFolders: readonly string[];
  /** What actions are told beside what the template declares. */
  readonly actionEnvironment?: ActionEnvironment;
  /** Told of each status change of an execution, before its event is on the default bus. */
  readonly onStatusChange?: (change: ExecutionStatusChange) => void;
  /** Asked before `PutEvents` takes anything: what it throws is the answer. */
  readonly beforePut?: () => void;
  readonly onHistory?: (executionArn: string, event: HistoryEvent) => void;
  readonly onEvent?: (busName: string, event: EventEnvelope, rules: readonly string[]) => void;
  readonly onAsyncInvocation?: AttemptListener;
  /** Told of each call that a policy does not allow, the first time it comes. */
  readonly onDenial?: (denial: Denial) => void;
  /** What goes wrong, and when. */
  readonly faults?: FaultPlan;
  /** Told of each fault that strikes. */
  readonly onFault?: FaultListener;
}

/** The most functions of a machine that are started ahead: further ones start while the first ones run. */
const WARMED_FUNCTIONS = 4;

/** The services of one AWS account on this machine, connected with each other as AWS connects them. */
export class LocalAccount {
  readonly queues: LocalQueues;
  readonly lambda: LocalLambda;
  readonly eventBridge: LocalEventBridge;
  readonly stepFunctions: LocalStepFunctions;
  readonly authorizer: Authorizer;
  private readonly asyncInvocations: AsyncInvocations;
  private readonly secrets: LocalSecretsManager;
  private readonly warmed = new Set<string>();
  private readonly closing = new AbortController();

  constructor(private readonly options: LocalAccountOptions) {
    const { resources, endpoint, clock, secretsFile, onHistory, onEvent, beforePut } = options;
    const { account, region } = resources;
    const authorizer = new Authorizer(resources, options.onDenial);
    const actors = new FunctionActors(resources.functions);
    this.authorizer = authorizer;
    this.queues = new LocalQueues(resources.queues);
    this.lambda = new LocalLambda({
      functions: withActionEnvironment(
        resources.functions,
        options.actionEnvironment?.(new URL(endpoint.url).host) ?? {},
      ),
      versions: resources.versions,
      endpoint: endpoint.url,
      packageFolders: options.packageFolders,
    });
    const faults = new Faults(options.faults ?? { faults: [] }, options.onFault);
    const invocations = loggedFunctions(
      faults.functions(this.lambda, (name) => actors.functionNamed(name)),
      authorizer,
      actors,
    );
    const callDynamoDb = faults.table((operation, input) => options.store.call(operation, input));
    this.asyncInvocations = new AsyncInvocations(invocations, clock, options.onAsyncInvocation, (one) =>
      sendGivenUp(one, actors, authorizer, this.queues),
    );
    this.secrets = new LocalSecretsManager({
      account,
      region,
      ...(secretsFile === undefined ? {} : { file: secretsFile }),
      placeholders: options.placeholderSecrets,
      now: () => clock.now(),
    });
    this.stepFunctions = new LocalStepFunctions({
      machines: resources.stateMachines,
      clock,
      integrations: () => integrations,
      onStatus: (record, outcome) => {
        if (outcome === undefined) this.begin(record.machine);
        this.announce(statusChange(record, outcome));
      },
      ...(onHistory ? { onEvent: onHistory } : {}),
    });
    this.eventBridge = new LocalEventBridge({
      account,
      region,
      buses: resources.buses,
      rules: resources.rules,
      clock,
      call: this.targets(authorizer, faults),
      sendDeadLetter: authorizedDeadLetters(
        ({ queueArn, body, attributes }) => this.queues.send(queueArn, { body, attributes }),
        authorizer,
      ),
      ...(onEvent ? { onEvent } : {}),
      ...(beforePut ? { beforePut } : {}),
    });
    const local = new LocalIntegrations({
      lambda: invocations,
      callDynamoDb,
      eventBridge: this.eventBridge,
      stepFunctions: this.stepFunctions,
      closing: this.closing.signal,
      onLogs: (call, lines, requestId) => this.keepLogs(call, lines, requestId),
    });
    const integrations = new AuthorizedIntegrations(local, {
      authorizer,
      account,
      region,
      machineOf: (arn) => this.stepFunctions.machineOf(arn),
    });
    const authorization = { authorizer, account, region, actorOf: (key: string) => actors.ofKey(key) };
    const secrets = faults.secrets(this.secrets);
    endpoint.serve(this.jsonServices(authorization, callDynamoDb, secrets), [
      authorizedInvocations(
        (request) => answerLambda(request, invocations, this.asyncInvocations),
        authorization,
      ),
    ]);
  }

  /** Starts processes of a machine's functions ahead of its first task. */
  warm({ arn: machineArn, definition }: LocalStateMachine): void {
    if (this.warmed.has(machineArn)) return;
    this.warmed.add(machineArn);
    const text = JSON.stringify(definition);
    const called = this.options.resources.versions.filter(({ arn }) => text.includes(`"${arn}"`));
    for (const { arn } of called.slice(0, WARMED_FUNCTIONS)) this.lambda.warm(arn);
  }

  /** Puts the event of an execution's status change on the default bus. */
  announce(change: ExecutionStatusChange): void {
    const { clock, onStatusChange, resources } = this.options;
    const { account, region } = resources;
    onStatusChange?.(change);
    this.eventBridge.publish('default', executionStatusEvent(change, { account, region, now: clock.now() }));
  }

  /** Fires the rules that have a schedule, until the account is closed. @throws InvalidScheduleError */
  runSchedules(): void {
    const { clock, resources } = this.options;
    const { account, region, rules } = resources;
    const { signal } = this.closing;
    runSchedules({
      account,
      region,
      rules,
      clock,
      signal,
      send: (rule, event) => this.eventBridge.send(rule, event),
    });
  }

  /**
   * Ends everything.
   *
   * @param settled resolves when the ends of the executions that were stopped are written
   */
  async close(settled: () => Promise<void>): Promise<void> {
    this.closing.abort();
    await this.stepFunctions.close();
    await settled();
    this.eventBridge.close();
    this.asyncInvocations.close();
    this.lambda.close();
  }

  /** What happens when an execution of a machine starts. */
  private begin(machine: LocalStateMachine): void {
    noteMachine(machine, this.authorizer);
    this.warm(machine);
  }

  /** Time stands still while a target is called, and goes on while a fault makes it wait. */
  private targets(authorizer: Authorizer, faults: Faults): TargetCall {
    const { clock } = this.options;
    const local = deliverToTarget({
      stepFunctions: this.stepFunctions,
      asyncInvocations: this.asyncInvocations,
      hasFunction: (arn) => this.lambda.has(arn),
      queues: this.queues,
      publish: (busName, event) => this.eventBridge.publish(busName, event),
    });
    const authorized = authorizedTargets(local, authorizer);
    return faults.targets((delivery) => clock.during(authorized(delivery)), {
      clock,
      signal: this.closing.signal,
    });
  }

  private jsonServices(
    authorization: EndpointAuthorization,
    callDynamoDb: TableCall,
    secrets: Pick<LocalSecretsManager, 'getSecretValue'>,
  ): JsonService[] {
    return [
      authorizedService(dynamoDbService(callDynamoDb), 'dynamodb', authorization),
      authorizedService(secretsManagerService(secrets), 'secretsmanager', authorization),
      authorizedService(eventsService(this.eventBridge), 'events', authorization),
      authorizedService(statesService(this.stepFunctions), 'states', authorization),
    ];
  }

  private keepLogs(call: IntegrationCall, lines: readonly LogLine[], requestId: string): void {
    const { execution, logs } = this.stepFunctions.find(call.executionArn);
    logs.push({ stateName: call.stateName, lines, requestId, afterEvent: execution.history.length });
  }
}
