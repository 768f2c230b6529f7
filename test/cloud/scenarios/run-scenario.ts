import { DeleteItemCommand, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  DescribeExecutionCommand,
  type HistoryEvent,
  ListStateMachinesCommand,
  RedriveExecutionCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { ownAttributes } from '../../../lambdas/run-status/own-attributes';
import { recordFromItem } from '../../../lib/records/record-item';
import { executionsOf, historyOf, type WorkflowExecution } from '../worlds/executions';
import { named, type World } from '../worlds/world';
import { putContact } from './put-contact';
import type { Deed, Scenario } from './scenario';
import type { ScriptedSystem } from './scripted-system';

/** One run of a scenario, as AWS's SDK tells it. */
export interface ObservedRun {
  readonly workflow: string;
  readonly status: string;
  readonly states: readonly string[];
  readonly output: unknown;
  readonly error: string | undefined;
  readonly history: readonly HistoryEvent[];
  readonly name: string;
  /** Of the run's item in the table; undefined where it never enrolled its record. */
  readonly storedStatus: string | undefined;
}

/** What came of a scenario. */
export interface Observed {
  readonly runs: readonly ObservedRun[];
  readonly properties: Readonly<Record<string, unknown>> | undefined;
  readonly keys: readonly string[];
}

/** Plays a scenario in a world, from its first deed until nothing happens any more. */
export async function runScenario(
  world: World,
  { answers = [], does }: Scenario,
  system: ScriptedSystem,
  objectId: string,
): Promise<Observed> {
  system.script(answers);
  const before = new Set((await executionsOf(world.clients)).map(({ arn }) => arn));
  const mine = async () => (await executionsOf(world.clients)).filter(({ arn }) => !before.has(arn));
  await perform(world, does, objectId, mine);
  await world.settle();
  const runs: ObservedRun[] = [];
  for (const execution of await mine()) runs.push(await observe(world, execution));
  return { runs, properties: await propertiesOf(world, objectId), keys: [...system.keys] };
}

/**
 * Does one thing after the other.
 *
 * @param runs among which a deed finds the run that it is about
 */
export async function perform(
  world: World,
  deeds: readonly Deed[],
  objectId: string,
  runs: () => Promise<WorkflowExecution[]> = () => executionsOf(world.clients),
): Promise<void> {
  for (const deed of deeds) await performOne(withId(deed, objectId), world, objectId, runs);
}

async function performOne(
  deed: Deed,
  world: World,
  objectId: string,
  mine: () => Promise<WorkflowExecution[]>,
): Promise<void> {
  const { clients } = world;
  if ('event' in deed) {
    const { source, type, detail } = deed.event;
    await putEvent(world, source, type, detail);
  } else if ('start' in deed) {
    const stateMachineArn = await machineArn(world, deed.start);
    await clients.states.send(
      new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(deed.input) }),
    );
  } else if ('put' in deed) await putContact(clients.table, objectId, deed.put);
  else if ('delete' in deed) {
    await clients.table.send(
      new DeleteItemCommand({
        TableName: named('records'),
        Key: { pk: { S: `record#contact#${objectId}` }, sk: { S: 'record' } },
      }),
    );
  } else if ('settle' in deed) await world.settle(deed.settle);
  else if ('complete' in deed) {
    const run = last(await mine(), deed.of, deed.nth);
    const callbackId = `${deed.of}:${run.name}:${deed.complete}:0`;
    await putEvent(world, 'approvals', 'callback.complete', { callbackId, outputs: deed.outputs });
  } else {
    const run = last(await mine(), deed.redrive, deed.nth);
    await clients.states.send(new RedriveExecutionCommand({ executionArn: run.arn }));
  }
}

async function putEvent({ clients }: World, source: string, type: string, detail: object): Promise<void> {
  await clients.events.send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: named('events'),
          Source: source,
          DetailType: type,
          Detail: JSON.stringify(detail),
        },
      ],
    }),
  );
}

function last(executions: readonly WorkflowExecution[], workflow: string, nth = -1): WorkflowExecution {
  const run = executions.filter((execution) => execution.workflow === workflow).at(nth);
  if (run === undefined) throw new Error(`There is no run of ${workflow}.`);
  return run;
}

async function machineArn({ clients }: World, workflow: string): Promise<string | undefined> {
  const { stateMachines = [] } = await clients.states.send(new ListStateMachinesCommand({}));
  return stateMachines.find(({ name }) => name === named(workflow))?.stateMachineArn;
}

async function observe({ clients }: World, { arn, name, workflow }: WorkflowExecution): Promise<ObservedRun> {
  const described = await clients.states.send(new DescribeExecutionCommand({ executionArn: arn }));
  const history = await historyOf(clients, arn);
  const { Item } = await clients.table.send(
    new GetItemCommand({
      TableName: named('records'),
      Key: { pk: { S: `run#${workflow}#${name}` }, sk: { S: 'run' } },
      ConsistentRead: true,
    }),
  );
  return {
    workflow,
    name,
    status: described.status ?? '',
    states: history.flatMap(({ stateEnteredEventDetails: entered }) =>
      entered?.name === undefined ? [] : [entered.name],
    ),
    output:
      described.status === 'SUCCEEDED' && described.output !== undefined
        ? JSON.parse(described.output)
        : undefined,
    error: described.error,
    history,
    storedStatus: Item?.status?.S,
  };
}

/** A contact's properties. */
export async function propertiesOf(
  { clients }: World,
  objectId: string,
): Promise<Record<string, unknown> | undefined> {
  const { Item } = await clients.table.send(
    new GetItemCommand({
      TableName: named('records'),
      Key: { pk: { S: `record#contact#${objectId}` }, sk: { S: 'record' } },
      ConsistentRead: true,
    }),
  );
  const item = ownAttributes(Item);
  return item === undefined ? undefined : { ...recordFromItem(item).properties };
}

/** A deed about one record. */
function withId(deed: Deed, objectId: string): Deed {
  return JSON.parse(JSON.stringify(deed).replaceAll('$ID', objectId));
}
