import type { AccountName } from '../../../lib/compiler/account-name';
import { compileWorkflow } from '../../../lib/compiler/compile-workflow';
import type { CompiledWorkflow } from '../../../lib/compiler/compiled-workflow';
import { serializeDefinition } from '../../../lib/compiler/serialize-definition';
import { parseStepComment } from '../../../lib/compiler/state-comment';
import { openStore, type Store } from '../../../lib/local/dynamodb/store';
import { optimizedDynamoDb, sdkDynamoDb } from '../../../lib/local/integrations/dynamodb';
import {
  type Execution,
  execute,
  type HistoryEvent,
  type IntegrationCall,
  IntegrationError,
  type Json,
  type Outcome,
  StateMachine,
  seededRandom,
  TaskTokens,
  VirtualClock,
} from '../../../lib/local/states';
import type { AttributeMap } from '../../../lib/records/attribute-value';
import {
  recordFromItem,
  recordToItem,
  type StoredRecord,
  userWriter,
} from '../../../lib/records/record-item';
import { namedTable } from '../../../lib/records/table-definition';
import type { ActionInvocation } from '../../../lib/workflow/action-contract';

import { graphOf } from './graph-of';

/** Compiles a workflow of a test; `name` and `objectType` may be left out. */
export function compiled(raw: object): CompiledWorkflow {
  return compileWorkflow(graphOf(raw));
}

/** What an action of a test does: gives outputs, or throws. */
export type TestAction = (
  invocation: ActionInvocation,
) => Record<string, unknown> | Promise<Record<string, unknown>>;

/** An error as the Lambda integration reports one that a function threw. */
export function functionError(errorType: string, errorMessage: string): IntegrationError {
  return new IntegrationError(
    errorType,
    JSON.stringify({
      errorType,
      errorMessage,
      trace: [`${errorType}: ${errorMessage}`, '    at main (file.js:1:1)'],
    }),
  );
}

/** A state that was entered. */
export interface Visit {
  readonly state: string;
  /** The step that the state belongs to, by its comment. */
  readonly step: string | undefined;
}

/** One run of a machine. */
export interface Run extends Outcome {
  readonly execution: Execution;
  readonly visits: readonly Visit[];
  /** States entered, and retries: what AWS bills. */
  readonly transitions: number;
  /** Variables as last assigned. */
  readonly variables: Readonly<Record<string, Json>>;
}

const tableName = 'records';
const start = Date.parse('2026-11-24T04:00:00Z');
const machineArn = 'arn:aws:states:eu-west-1:111111111111:stateMachine:coded-actions-dev-test';

/** The ARN of an execution of a test. */
export function executionArn(name: string, workflow = 'test'): string {
  return `arn:aws:states:eu-west-1:111111111111:execution:coded-actions-dev-${workflow}:${name}`;
}

/**
 * A stage in memory: the embedded store, an event bus that remembers, actions given by the test, and the interpreter
 * under a clock that jumps. Whatever the machine asks of a service beside these fails the test.
 */
export class TestStage {
  readonly clock = new VirtualClock(start);
  readonly events: Json[] = [];
  readonly invocations: ActionInvocation[] = [];
  readonly calls: IntegrationCall[] = [];
  actions: Readonly<Record<string, TestAction>> = {};
  /** Told of each call before it is made; may throw instead of it, or act behind the machine's back. */
  before: (call: IntegrationCall) => void | Promise<void> = () => {};
  /** Told of each call when it has succeeded; may throw, as when an answer gets lost. */
  after: (call: IntegrationCall) => void | Promise<void> = () => {};
  /** The tokens of tasks that wait, as SendTaskSuccess finds them. */
  readonly taskTokens = new TaskTokens();
  readonly executions = new Map<string, Execution>();
  private count = 0;
  private readonly services = {
    callDynamoDb: (operation: string, input: unknown) => this.store.call(operation, input),
  };

  private constructor(readonly store: Store) {}

  static async open(): Promise<TestStage> {
    const clock = { now: () => start };
    return new TestStage(await openStore({ tables: [namedTable(tableName)], clock }));
  }

  /** Runs a workflow to the end of the execution. */
  async run(workflow: CompiledWorkflow, input: object, name = `run-${++this.count}`): Promise<Run> {
    const execution = this.start(workflow, input, name);
    return this.ended(workflow, execution);
  }

  /** Starts an execution. */
  start(workflow: CompiledWorkflow, input: object, name = `run-${++this.count}`): Execution {
    const text = serializeDefinition(workflow.definition, resolveName);
    const execution = execute(new StateMachine(text), {
      input: JSON.parse(JSON.stringify(input)),
      name,
      arn: executionArn(name, workflow.name),
      stateMachine: { name: `coded-actions-dev-${workflow.name}`, arn: machineArn },
      roleArn: 'arn:aws:iam::111111111111:role/machine',
      clock: this.clock,
      random: seededRandom(7),
      taskTokens: this.taskTokens,
      integrations: { invoke: (call) => this.invoke(call) },
    });
    this.executions.set(execution.arn, execution);
    return execution;
  }

  /** Waits for an execution's end, and tells what it did. */
  async ended(workflow: CompiledWorkflow, execution: Execution): Promise<Run> {
    const outcome = await execution.outcome;
    const visits = visitsOf(workflow, execution.history);
    const retries = execution.history.filter(({ type }) => type === 'TaskScheduled').length;
    const tasks = visits.filter(({ state }) => workflow.definition.States[state]?.Type === 'Task').length;
    return {
      ...outcome,
      execution,
      visits,
      transitions: visits.length + Math.max(0, retries - tasks),
      variables: variablesOf(execution.history),
    };
  }

  /** An item of the table. */
  async item(pk: string, sk: string): Promise<AttributeMap | undefined> {
    const { Item } = (await this.store.call('GetItem', {
      TableName: tableName,
      Key: { pk: { S: pk }, sk: { S: sk } },
      ConsistentRead: true,
    })) as { Item?: AttributeMap };
    return Item;
  }

  /** All items of the table. */
  async items(): Promise<readonly AttributeMap[]> {
    const { Items } = (await this.store.call('Scan', { TableName: tableName })) as { Items: AttributeMap[] };
    return Items;
  }

  /** Stores a contact as a person would. */
  async putContact(properties: StoredRecord['properties'] = {}, objectId = '1001'): Promise<void> {
    const at = '2026-11-01T00:00:00.000Z';
    const writer = userWriter;
    await this.put(
      recordToItem({
        objectType: 'contact',
        objectId,
        properties,
        version: 1,
        createdAt: at,
        updatedAt: at,
        writer,
      }),
    );
  }

  /** A contact, or undefined where there is none. */
  async contact(objectId = '1001'): Promise<StoredRecord | undefined> {
    const item = await this.item(`record#contact#${objectId}`, 'record');
    return item && recordFromItem(item);
  }

  async put(item: AttributeMap): Promise<void> {
    await this.store.call('PutItem', { TableName: tableName, Item: item });
  }

  async delete(pk: string, sk: string): Promise<void> {
    await this.store.call('DeleteItem', { TableName: tableName, Key: { pk: { S: pk }, sk: { S: sk } } });
  }

  private async invoke(call: IntegrationCall): Promise<unknown> {
    this.calls.push(call);
    await this.before(call);
    const result = await this.serve(call);
    await this.after(call);
    return result;
  }

  private async serve(call: IntegrationCall): Promise<unknown> {
    const given = call.arguments as Record<string, Json>;
    switch (`${call.service}:${call.action}`) {
      case 'dynamodb:getItem':
      case 'dynamodb:updateItem':
        return optimizedDynamoDb(call, this.services);
      case 'aws-sdk:dynamodb:updateItem':
      case 'aws-sdk:dynamodb:transactWriteItems':
        return sdkDynamoDb(call, this.services);
      case 'aws-sdk:sfn:describeExecution':
        return this.describe(String(given.ExecutionArn));
      case 'events:putEvents':
        this.events.push(...(given.Entries as Json[]));
        return { Entries: [{ EventId: 'e' }], FailedEntryCount: 0 };
      case 'lambda:invoke': {
        const invocation = given.Payload as unknown as ActionInvocation;
        this.invocations.push(invocation);
        const action = this.actions[String(given.FunctionName)];
        if (action === undefined) throw new Error(`The test has no action ${String(given.FunctionName)}.`);
        return { StatusCode: 200, Payload: { outputs: await action(invocation) } };
      }
      default:
        throw new Error(`The test serves no ${call.resource}.`);
    }
  }

  private describe(arn: string): Json {
    const execution = this.executions.get(arn);
    if (execution === undefined) {
      throw new IntegrationError('Sfn.ExecutionDoesNotExistException', `Execution Does Not Exist: '${arn}'`);
    }
    return { ExecutionArn: arn, Status: execution.status };
  }
}

function resolveName(mark: AccountName): string {
  switch (mark.kind) {
    case 'table':
      return tableName;
    case 'bus':
      return 'bus';
    case 'stage':
      return 'dev';
    default:
      return mark.step ?? mark.kind;
  }
}

function visitsOf(workflow: CompiledWorkflow, history: readonly HistoryEvent[]): Visit[] {
  return history.flatMap((event) => {
    const name = stateEntered(event);
    if (name === undefined) return [];
    return [{ state: name, step: parseStepComment(workflow.definition.States[name]?.Comment)?.step }];
  });
}

function stateEntered(event: HistoryEvent): string | undefined {
  if (!event.type.endsWith('StateEntered')) return undefined;
  const details = (event as { stateEnteredEventDetails?: { name?: string } }).stateEnteredEventDetails;
  return details?.name;
}

function variablesOf(history: readonly HistoryEvent[]): Record<string, Json> {
  const variables: Record<string, Json> = {};
  for (const event of history) {
    const details = (event as { stateExitedEventDetails?: { assignedVariables?: Record<string, string> } })
      .stateExitedEventDetails;
    for (const [name, text] of Object.entries(details?.assignedVariables ?? {}))
      variables[name] = JSON.parse(text);
  }
  return variables;
}
