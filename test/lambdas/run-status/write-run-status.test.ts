import fc from 'fast-check';
import type { PlacedStatus } from '../../../lambdas/run-status/decide-run-status';
import type { TableClient } from '../../../lambdas/run-status/table-client';
import { writeRunStatus } from '../../../lambdas/run-status/write-run-status';
import { openStore, type Store } from '../../../lib/local/dynamodb/store';
import { markerKey, runKey } from '../../../lib/records/keys';
import { type Marker, markerFromItem, markerToItem } from '../../../lib/records/marker-item';
import { type Run, type RunStatus, runFromItem, runToItem } from '../../../lib/records/run-item';
import { namedTable } from '../../../lib/records/table-definition';
import { storedItem } from '../../lib/records/stored-item';
import { embeddedTableClient } from './embedded-table-client';

const ana = { objectType: 'contact', objectId: '1001' };
const execution = 'arn:aws:states:eu-west-1:1:execution:coded-actions-dev-rotate-leads:abc';
const run: Run = {
  execution,
  workflow: 'rotate-leads',
  ...ana,
  status: 'RUNNING',
  startedAt: '2026-01-01T00:00:00.000Z',
  redriveCount: 0,
};
const marker: Marker = { status: 'active', execution, enrolledAt: run.startedAt, enrollments: 1 };
const stoppedAt = '2026-01-01T01:00:00.000Z';

describe('the status of a run', () => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore({ tables: [namedTable('records')], clock: Date });
    await putItem(runToItem(run));
    await putItem(markerToItem(ana, 'rotate-leads', marker));
  });
  afterEach(() => store.close());

  const putItem = (Item: object) => store.call('PutItem', { TableName: 'records', Item });
  const write = (written: PlacedStatus, table: TableClient = embeddedTableClient(store)) =>
    writeRunStatus(written, { tableName: 'records', table, now: () => 0, sleep: async () => {} });
  const storedRun = async () =>
    found(await storedItem(store, keyed(runKey('rotate-leads', 'abc'))), runFromItem);
  const storedMarker = async () =>
    found(await storedItem(store, keyed(markerKey(ana, 'rotate-leads'))), markerFromItem);

  it.each(['FAILED', 'TIMED_OUT', 'ABORTED', 'SUCCEEDED'] as const)(
    'is %s when its execution is, and the marker is free',
    async (ended) => {
      expect(await write(status(ended, 0, 'States.TaskFailed'))).toBe('written');

      expect(await storedRun()).toEqual({ ...run, status: ended, stoppedAt, error: 'States.TaskFailed' });
      expect(await storedMarker()).toEqual({ ...marker, status: 'ended', endedAt: stoppedAt });
      const byStatus = await store.call('Query', {
        TableName: 'records',
        IndexName: 'runs-by-status',
        KeyConditionExpression: 'runsByStatus = :s',
        ExpressionAttributeValues: { ':s': { S: `rotate-leads#${ended}` } },
      });
      expect(byStatus.Count).toBe(1);
    },
  );

  it('runs again when its execution is redriven, and holds the marker again', async () => {
    await write(status('FAILED', 0, 'Oops'));

    expect(await write(status('RUNNING', 1))).toBe('written');

    expect(await storedRun()).toEqual({ ...run, redriveCount: 1 });
    expect(await storedMarker()).toEqual(marker);
  });

  it('is not written anew when the execution begins: it enrolled, and so wrote it itself', async () => {
    expect(await write(status('RUNNING', 0))).toBe('no-news');
  });

  it('is left alone by an older event', async () => {
    await write(status('RUNNING', 1));

    expect(await write(status('FAILED', 0))).toBe('older');

    expect(await storedRun()).toMatchObject({ status: 'RUNNING', redriveCount: 1 });
    expect(await storedMarker()).toEqual(marker);
  });

  it('frees the marker at the second time where the first attempt got no further than the run', async () => {
    const working = embeddedTableClient(store);
    const dying: TableClient = { ...working, updateTogether: () => Promise.reject(new Error('killed')) };
    await expect(write(status('FAILED', 0), dying)).rejects.toThrow('killed');

    expect(await write(status('FAILED', 0))).toBe('written');

    expect(await storedMarker()).toMatchObject({ status: 'ended' });
  });

  it("leaves another execution's marker alone", async () => {
    const theirs = { ...marker, execution: `${execution}-2` };
    await putItem(markerToItem(ana, 'rotate-leads', theirs));

    await write(status('FAILED', 0));
    await write(status('RUNNING', 1));

    expect(await storedMarker()).toEqual(theirs);
  });

  it('takes no marker from a redrive that begins while the end before it is being handled', async () => {
    const working = embeddedTableClient(store);
    const slow: TableClient = {
      ...working,
      updateTogether: async (updates) => {
        await write(status('RUNNING', 1));
        return working.updateTogether(updates);
      },
    };

    await write(status('FAILED', 0), slow);

    expect(await storedMarker()).toEqual(marker);
  });

  it('makes no run for an execution that enrolled nobody', async () => {
    await store.call('DeleteItem', keyed(runKey('rotate-leads', 'abc')));

    expect(await write(status('FAILED', 0))).toBe('no-run');

    expect(await storedRun()).toBeUndefined();
  });

  it('is tried again after a conflict, with longer and longer waits, and at last gives up', async () => {
    const waits: number[] = [];
    const contested: TableClient = { ...embeddedTableClient(store), updateTogether: async () => 'conflict' };

    const writing = writeRunStatus(status('FAILED', 0), {
      tableName: 'records',
      table: contested,
      now: () => 0,
      sleep: async (milliseconds) => void waits.push(milliseconds),
    });

    await expect(writing).rejects.toThrow(execution);
    expect(waits).toEqual([50, 100, 200, 400, 800]);
  });

  it('ends the same whatever the order and number of events', async () => {
    const history = fc
      .record({
        redrives: fc.integer({ min: 0, max: 3 }),
        last: fc.constantFrom<RunStatus>('SUCCEEDED', 'FAILED', 'RUNNING'),
      })
      .map(({ redrives, last }) => historyOf(redrives, last));
    const delivered = history.chain((events) =>
      fc
        .tuple(
          fc.shuffledSubarray(events, { minLength: events.length }),
          fc.array(fc.constantFrom(...events), { maxLength: 6 }),
        )
        .chain(([all, again]) => {
          const everything = [...all, ...again];
          return fc.tuple(
            fc.constant(events),
            fc.shuffledSubarray(everything, { minLength: everything.length }),
          );
        }),
    );

    await fc.assert(
      fc.asyncProperty(delivered, async ([events, deliveries]) => {
        await putItem(runToItem(run));
        await putItem(markerToItem(ana, 'rotate-leads', marker));
        for (const event of deliveries) await write(event);

        const last = events.at(-1);
        expect(await storedRun()).toMatchObject({ status: last?.status, redriveCount: last?.redriveCount });
        expect((await storedMarker())?.status).toBe(last?.status === 'RUNNING' ? 'active' : 'ended');
      }),
      { numRuns: 60 },
    );
  });
});

/** The events of an execution that failed and was redriven so often, and then came to its last status. */
function historyOf(redrives: number, last: RunStatus): PlacedStatus[] {
  const events: PlacedStatus[] = [];
  for (let redrive = 0; redrive < redrives; redrive++) {
    events.push(status('RUNNING', redrive), status('FAILED', redrive));
  }
  events.push(status('RUNNING', redrives));
  return last === 'RUNNING' ? events : [...events, status(last, redrives)];
}

function status(of: RunStatus, redriveCount: number, error?: string): PlacedStatus {
  return {
    execution,
    workflow: 'rotate-leads',
    executionName: 'abc',
    status: of,
    redriveCount,
    stoppedAt: of === 'RUNNING' ? undefined : stoppedAt,
    error,
  };
}

function keyed({ pk, sk }: { pk: string; sk: string }) {
  return { TableName: 'records', Key: { pk: { S: pk }, sk: { S: sk } } };
}

function found<Item, Found>(item: Item | undefined, read: (item: Item) => Found): Found | undefined {
  return item === undefined ? undefined : read(item);
}
