import { openStore, type Store } from '../../../lib/local/dynamodb/store';
import { attributesOf } from '../../../lib/records/attributes';
import { waitKey } from '../../../lib/records/keys';
import { type Run, type RunStatus, runFromItem, runToItem } from '../../../lib/records/run-item';
import { runsOfRecord, runsOfStatus, runsOfWorkflow, waitsOfRecord } from '../../../lib/records/run-queries';
import type { QueryRequest } from '../../../lib/records/table-call';
import { namedTable } from '../../../lib/records/table-definition';
import { waitFromItem } from '../../../lib/records/wait-item';

const ana = { objectType: 'contact', objectId: '1001' };

describe('the queries for runs', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore({ tables: [namedTable('records')], clock: Date });
    const runs = [
      run('a', 'rotate-leads', 1, 'RUNNING'),
      run('b', 'rotate-leads', 3, 'RUNNING'),
      run('c', 'rotate-leads', 2, 'FAILED', '1002'),
      run('d', 'follow-up', 4, 'RUNNING'),
    ];
    for (const each of runs) await store.call('PutItem', { TableName: 'records', Item: runToItem(each) });
  });
  afterAll(() => store.close());

  const names = async (request: QueryRequest): Promise<string[]> => {
    const { Items } = await store.call('Query', request);
    const runs: Run[] = JSON.parse(JSON.stringify(Items)).map(runFromItem);
    return runs.map(({ execution }) => execution);
  };

  it("give a workflow's in the order of their start", async () => {
    expect(await names(runsOfWorkflow('records', 'rotate-leads'))).toEqual(['a', 'c', 'b']);
    expect(await names(runsOfWorkflow('records', 'rotate-leads', { latestFirst: true, limit: 2 }))).toEqual([
      'b',
      'c',
    ]);
  });

  it("give a workflow's of one status", async () => {
    expect(await names(runsOfStatus('records', 'rotate-leads', 'RUNNING'))).toEqual(['a', 'b']);
    expect(
      await names(runsOfStatus('records', 'rotate-leads', 'RUNNING', { startedBefore: day(3) })),
    ).toEqual(['a']);
    expect(await names(runsOfStatus('records', 'rotate-leads', 'RUNNING', { startedSince: day(3) }))).toEqual(
      ['b'],
    );
  });

  it("give a record's in all workflows, and not its pauses, which have a query of their own", async () => {
    const attributes = {
      runsByRecord: 'contact#1001',
      startedAt: `wait#${day(2)}`,
      callbackId: 'w',
      outputs: '{}',
    };
    const Item = attributesOf({ ...waitKey('w'), completedAt: day(2), ...attributes });
    await store.call('PutItem', { TableName: 'records', Item });

    expect(await names(runsOfRecord('records', ana, { latestFirst: true }))).toEqual(['d', 'b', 'a']);
    expect(await names(runsOfRecord('records', ana, { startedSince: day(2) }))).toEqual(['b', 'd']);
    const { Items } = await store.call('Query', waitsOfRecord('records', ana));
    expect(JSON.parse(JSON.stringify(Items)).map(waitFromItem)).toEqual([
      { callbackId: 'w', completion: { outputs: '{}', at: day(2) } },
    ]);
  });
});

function run(
  execution: string,
  workflow: string,
  started: number,
  status: RunStatus,
  objectId = '1001',
): Run {
  return {
    execution,
    workflow,
    objectType: 'contact',
    objectId,
    status,
    startedAt: day(started),
    redriveCount: 0,
  };
}

function day(number: number): string {
  return `2026-01-0${number}T00:00:00.000Z`;
}
