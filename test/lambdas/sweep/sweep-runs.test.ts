import type { PlacedStatus } from '../../../lambdas/run-status/decide-run-status';
import { executionNotFound, type SweepSurroundings, sweepRuns } from '../../../lambdas/sweep/sweep-runs';
import { openStore, type Store } from '../../../lib/local/dynamodb/store';
import { markerToItem } from '../../../lib/records/marker-item';
import {
  executionName,
  type Run,
  type RunStatus,
  runFromItem,
  runToItem,
} from '../../../lib/records/run-item';
import { namedTable } from '../../../lib/records/table-definition';
import { storedItem } from '../../lib/records/stored-item';
import { embeddedTableClient } from '../run-status/embedded-table-client';

const now = Date.parse('2026-01-02T00:00:00.000Z');
const yesterday = '2026-01-01T00:00:00.000Z';

describe('the nightly sweep', () => {
  let store: Store;
  let executions: Map<string, RunStatus>;
  let described: string[];
  let failures: string[];
  let listed: string[];
  beforeEach(async () => {
    store = await openStore({ tables: [namedTable('records')], clock: { now: () => now } });
    executions = new Map();
    described = [];
    failures = [];
    listed = [];
  });
  afterEach(() => store.close());

  /** ListExecutions of those that run, two a page. */
  async function* running(workflow: string) {
    listed.push(workflow);
    const names = [...executions]
      .filter(([execution, status]) => status === 'RUNNING' && execution.includes(`-${workflow}:`))
      .map(([execution]) => ({ name: executionName(execution), redriveCount: redrives.get(execution) ?? 0 }));
    for (let start = 0; start < names.length; start += 2) yield names.slice(start, start + 2);
  }
  const redrives = new Map<string, number>();

  const around = (other: Partial<SweepSurroundings> = {}): SweepSurroundings => ({
    tableName: 'records',
    table: embeddedTableClient(store),
    now: () => now,
    sleep: async () => {},
    workflows: async function* () {
      yield { name: 'rotate-leads', running: () => running('rotate-leads') };
      yield { name: 'follow-up', running: () => running('follow-up') };
    },
    query: async (request) => {
      const { Items, LastEvaluatedKey } = JSON.parse(JSON.stringify(await store.call('Query', request)));
      return { items: Items, next: LastEvaluatedKey };
    },
    describe: async (execution) => {
      described.push(execution);
      const status = executions.get(execution);
      return status === undefined ? undefined : statusOf(execution, status);
    },
    remaining: () => 600_000,
    report: (execution) => failures.push(execution),
    ...other,
  });
  const begin = async (name: string, workflow = 'rotate-leads', startedAt = yesterday): Promise<string> => {
    const execution = `arn:aws:states:eu-west-1:1:execution:coded-actions-dev-${workflow}:${name}`;
    const run: Run = {
      execution,
      workflow,
      objectType: 'contact',
      objectId: name,
      status: 'RUNNING',
      startedAt,
      redriveCount: 0,
    };
    const marker = { status: 'active', execution, enrolledAt: startedAt, enrollments: 1 } as const;
    await store.call('PutItem', { TableName: 'records', Item: runToItem(run) });
    await store.call('PutItem', { TableName: 'records', Item: markerToItem(run, workflow, marker) });
    return execution;
  };
  const stored = async (name: string, workflow = 'rotate-leads') => {
    const key = { pk: { S: `run#${workflow}#${name}` }, sk: { S: 'run' } };
    const item = await storedItem(store, { TableName: 'records', Key: key });
    return item === undefined ? undefined : runFromItem(item);
  };
  const markerStatus = async (name: string) => {
    const key = { pk: { S: `record#contact#${name}` }, sk: { S: 'marker#rotate-leads' } };
    return (await storedItem(store, { TableName: 'records', Key: key }))?.status;
  };

  it('writes what became of executions whose events were lost, and leaves the running ones', async () => {
    executions.set(await begin('failed'), 'FAILED');
    executions.set(await begin('running'), 'RUNNING');
    executions.set(await begin('done', 'follow-up'), 'SUCCEEDED');

    const report = await sweepRuns(around());

    expect(report).toEqual({
      workflows: 2,
      looked: 3,
      asked: 2,
      corrected: 2,
      gone: 0,
      failed: 0,
      complete: true,
    });
    expect(await stored('failed')).toMatchObject({ status: 'FAILED' });
    expect(await markerStatus('failed')).toEqual({ S: 'ended' });
    expect(await stored('running')).toMatchObject({ status: 'RUNNING' });
    expect(await markerStatus('running')).toEqual({ S: 'active' });
    expect(await stored('done', 'follow-up')).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('leaves runs alone that began less than an hour ago', async () => {
    await begin('young', 'rotate-leads', new Date(now - 59 * 60_000).toISOString());

    expect(await sweepRuns(around())).toMatchObject({ looked: 0 });
    expect(described).toEqual([]);
  });

  it('ends runs whose executions are forgotten, and says that nobody knows how', async () => {
    await begin('forgotten');

    expect(await sweepRuns(around())).toMatchObject({ looked: 1, corrected: 1, gone: 1 });

    expect(await stored('forgotten')).toMatchObject({
      status: 'ABORTED',
      error: executionNotFound,
      stoppedAt: new Date(now).toISOString(),
    });
    expect(await markerStatus('forgotten')).toEqual({ S: 'ended' });
  });

  it('looks at all of many', async () => {
    for (let count = 0; count < 30; count++) executions.set(await begin(`r${count}`), 'FAILED');

    expect(await sweepRuns(around())).toMatchObject({ looked: 30, corrected: 30, complete: true });
    expect(new Set(described).size).toBe(30);
  });

  it('asks about none of many that run, since one list tells of all', async () => {
    for (let count = 0; count < 30; count++) executions.set(await begin(`r${count}`), 'RUNNING');
    executions.set(await begin('lost'), 'FAILED');

    expect(await sweepRuns(around())).toMatchObject({ looked: 31, asked: 1, corrected: 1, complete: true });
    expect(described).toHaveLength(1);
  });

  it('asks about a run that its execution has left for another attempt', async () => {
    const execution = await begin('redriven');
    executions.set(execution, 'RUNNING');
    redrives.set(execution, 1);

    await sweepRuns(around());

    expect(described).toEqual([execution]);
    redrives.clear();
  });

  it('lists no executions of a workflow of which no run is old', async () => {
    executions.set(await begin('failed'), 'FAILED');

    await sweepRuns(around());

    expect(listed).toEqual(['rotate-leads']);
  });

  it('asks one by one where executions cannot be listed, and counts that', async () => {
    executions.set(await begin('failed'), 'FAILED');
    executions.set(await begin('running'), 'RUNNING');
    const denied = async function* (): AsyncGenerator<never> {
      yield* [];
      throw new Error('AccessDenied');
    };
    const workflows = async function* () {
      yield { name: 'rotate-leads', running: denied };
    };

    const report = await sweepRuns(around({ workflows }));

    expect(report).toMatchObject({ looked: 2, asked: 2, corrected: 1, failed: 1, complete: true });
    expect(failures).toEqual(['rotate-leads']);
  });

  it('stops in the middle of a list when its time is up', async () => {
    for (let count = 0; count < 30; count++) executions.set(await begin(`r${count}`), 'RUNNING');
    let looks = 0;

    const report = await sweepRuns(around({ remaining: () => (++looks < 5 ? 600_000 : 19_000) }));

    expect(report).toMatchObject({ looked: 0, complete: false });
  });

  it('goes on the next night from where its time was up', async () => {
    for (let count = 0; count < 30; count++) executions.set(await begin(`r${count}`), 'FAILED');
    await sweepRuns(around({ remaining: () => (described.length < 10 ? 600_000 : 19_000) }));

    expect(await sweepRuns(around())).toMatchObject({ looked: 14, corrected: 14, complete: true });
  });

  it('stops when its time is up, and says so', async () => {
    for (let count = 0; count < 30; count++) executions.set(await begin(`r${count}`), 'FAILED');

    const report = await sweepRuns(around({ remaining: () => (described.length < 10 ? 600_000 : 19_000) }));

    expect(report).toMatchObject({ looked: 16, corrected: 16, complete: false });
  });

  it('goes on past a run that it cannot look at, and counts it', async () => {
    const refused = await begin('refused');
    executions.set(await begin('failed'), 'FAILED');
    const report = await sweepRuns(
      around({
        describe: async (execution) => {
          if (execution === refused) throw new Error('AccessDenied');
          return statusOf(execution, 'FAILED');
        },
      }),
    );

    expect(report).toMatchObject({ looked: 2, corrected: 1, failed: 1, complete: true });
    expect(failures).toEqual([refused]);
  });

  it('goes on past an item that is no run', async () => {
    executions.set(await begin('failed'), 'FAILED');
    const odd = { pk: { S: 'odd' }, sk: { S: 'run' }, runsByStatus: { S: 'rotate-leads#RUNNING' } };
    await store.call('PutItem', { TableName: 'records', Item: { ...odd, startedAt: { S: yesterday } } });

    expect(await sweepRuns(around())).toMatchObject({ looked: 2, corrected: 1, failed: 1 });
  });
});

function statusOf(execution: string, status: RunStatus): PlacedStatus {
  return {
    execution,
    workflow: execution.split(':')[6]?.replace('coded-actions-dev-', '') ?? '',
    executionName: executionName(execution),
    status,
    redriveCount: 0,
    stoppedAt: status === 'RUNNING' ? undefined : yesterday,
    error: undefined,
  };
}
