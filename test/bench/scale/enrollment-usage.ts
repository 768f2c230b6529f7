import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeRunStatus } from '../../../lambdas/run-status/write-run-status';
import { compileWorkflow } from '../../../lib/compiler';
import { itemSize } from '../../../lib/local/dynamodb/item-size';
import type { HistoryEvent } from '../../../lib/local/states';
import { packageRoot } from '../../../lib/package-root';
import { tableDefinition } from '../../../lib/records/table-definition';
import { loadProject } from '../../../lib/workflow/load-project';
import { embeddedTableClient } from '../../lambdas/run-status/embedded-table-client';
import { type TestAction, TestStage } from '../../lib/compiler/machine-run';
import { countUnits, type TableUnits } from './table-units';

/** What one enrollment uses of AWS. */
export interface EnrollmentUsage extends TableUnits {
  /** States entered, and retries. */
  readonly transitions: number;
  /** Events of the execution's history, which are the lines of the machine's log. */
  readonly historyEvents: number;
  /** Those lines, which hold no data; whole KB, since a message that is worded anew makes no other bill. */
  readonly machineLogKilobytes: number;
  /** Invocations of actions. */
  readonly actionInvocations: number;
  /** Invocations of `run-status`: one for the start, one for the end. */
  readonly statusInvocations: number;
  /** Custom events: the one that enrolls, and those that the workflow emits. */
  readonly events: number;
  /** Executions that a rule starts. */
  readonly executions: number;
  /** Bytes that stay in the table and its indexes: the run, the event and the marker. */
  readonly storedBytes: number;
}

/** A way that a record goes through the example `rotate-leads`. */
export interface Way {
  readonly name: string;
  /** The answers of the calendar, in turn. */
  readonly calendar: readonly TestAction[];
  readonly properties?: Readonly<Record<string, string>>;
}

const free: TestAction = () => ({ owner_id: '17', owner_name: 'Ana Pérez' });
const nobody: TestAction = () => ({});

/** The ways that docs/scale.md tells of. */
export const ways: readonly Way[] = [
  { name: 'somebody is free', calendar: [free] },
  { name: 'somebody is free after an hour', calendar: [nobody, free] },
  { name: 'refused by `where`', calendar: [], properties: { country: 'FR' } },
];

/** Runs one enrollment of `rotate-leads`, of a record that the event brings, and counts what it uses. */
export async function enrollmentUsage({ calendar, properties }: Way): Promise<EnrollmentUsage> {
  const [loaded] = loadProject(packageRoot(), ['rotate-leads']).workflows;
  if (loaded === undefined) throw new Error('The example rotate-leads is not right.');
  const workflow = compileWorkflow(loaded.graph);
  const stage = await TestStage.open();
  try {
    const units = countUnits(stage.store);
    const answers = [...calendar];
    stage.actions = { availability: (invocation) => (answers.shift() ?? nobody)(invocation) };
    const { status, transitions, execution } = await stage.run(workflow, sampleEvent(properties), runName);
    if (status !== 'SUCCEEDED') throw new Error(`The run ended as ${status}.`);
    await writeRunStatus(
      {
        execution: execution.arn,
        workflow: workflow.name,
        executionName: runName,
        status,
        redriveCount: 0,
        stoppedAt: new Date(execution.stopTime ?? 0).toISOString(),
        error: undefined,
      },
      {
        tableName: 'records',
        table: embeddedTableClient(stage.store),
        now: () => execution.stopTime ?? 0,
        sleep: async () => {},
      },
    );
    const counted = { ...units };
    return {
      ...counted,
      transitions,
      historyEvents: execution.history.length,
      machineLogKilobytes: Math.round(
        execution.history.reduce((sum, event) => sum + logLineBytes(event, execution.arn), 0) / 1000,
      ),
      actionInvocations: stage.invocations.length,
      statusInvocations: 2,
      events: 1 + stage.events.length,
      executions: 1,
      storedBytes: await storedBytes(stage),
    };
  } finally {
    await stage.store.close();
  }
}

/** As EventBridge names what it starts: two ids, 73 characters. */
const runName = 'a1b2c3d4-0000-4000-8000-000000000000_a1b2c3d4-0000-4000-8000-000000000001';

function sampleEvent(properties: Way['properties']): Record<string, unknown> {
  const file = join(packageRoot(), 'workflows', 'rotate-leads', 'sample-event.json');
  const event = JSON.parse(readFileSync(file, 'utf8'));
  const detail = { ...event.detail, properties: { ...event.detail.properties, ...properties } };
  return { ...event, id: 'a1b2c3d4-0000-4000-8000-000000000000', detail };
}

/** What AWS adds to each line ("Amazon CloudWatch Logs quotas": 26 bytes for each log event). */
const lineOverhead = 26;

/** Fields of details that hold data, and are left out of the log. */
const data: ReadonlySet<string> = new Set(['input', 'output', 'parameters', 'assignedVariables']);

/** A line as "Using CloudWatch Logs to log execution history in Step Functions" shows one, of level ALL, without data. */
function logLineBytes(event: HistoryEvent, execution_arn: string): number {
  const { id, type, previousEventId, timestamp, ...rest } = event;
  const details = Object.assign({}, ...Object.values(rest));
  const kept = Object.fromEntries(Object.entries(details).filter(([name]) => !data.has(name)));
  const line = {
    id: String(id),
    type,
    details: kept,
    previous_event_id: String(previousEventId),
    event_timestamp: String(timestamp.getTime()),
    execution_arn,
    redrive_count: '0',
  };
  return Buffer.byteLength(JSON.stringify(line)) + lineOverhead;
}

/** "DynamoDB storage": 100 bytes are added to an item, in the table and in each index. */
const itemOverhead = 100;

/** The run, which stands in three indexes too, the event and the marker; not the record, which is the user's. */
async function storedBytes(stage: TestStage): Promise<number> {
  const run = await stage.item(`run#rotate-leads#${runName}`, 'run');
  const event = await stage.item('record#contact#1001', 'event#rotate-leads#signup-1001');
  const marker = await stage.item('record#contact#1001', 'marker#rotate-leads');
  const copies = [...Array.from({ length: 1 + tableDefinition.indexes.length }, () => run), event, marker];
  return copies.reduce((sum, item) => sum + (item === undefined ? 0 : itemSize(item) + itemOverhead), 0);
}
