import { openStore, type Store } from '../../../lib/local/dynamodb/store';
import { markerToItem } from '../../../lib/records/marker-item';
import { runToItem } from '../../../lib/records/run-item';
import { namedTable } from '../../../lib/records/table-definition';
import { storedItem } from '../../lib/records/stored-item';
import { fakeStepFunctions } from './fake-step-functions';

const execution = 'arn:aws:states:us-east-1:1:execution:coded-actions-dev-rotate-leads:abc';
const TableName = 'coded-actions-dev-records';
const startedAt = '2026-01-01T00:00:00.000Z';
const endpoints = ['AWS_ENDPOINT_URL_DYNAMODB', 'AWS_ENDPOINT_URL_SFN', 'AWS_ENDPOINT_URL'];

/** With the SDK's clients, as in AWS: they find the endpoint by the environment. */
describe('the handlers', () => {
  let store: Store;
  let stepFunctions: Awaited<ReturnType<typeof fakeStepFunctions>>;
  const descriptions = new Map<unknown, Record<string, unknown>>();

  beforeAll(async () => {
    store = await openStore({ tables: [namedTable(TableName)], clock: Date });
    stepFunctions = await fakeStepFunctions((operation, request) => {
      if (operation === 'ListStateMachines') {
        const names = ['coded-actions-dev-rotate-leads', 'coded-actions-prod-other', 'theirs'];
        const date = { creationDate: 1, type: 'STANDARD' };
        return { stateMachines: names.map((name) => ({ name, stateMachineArn: `arn:${name}`, ...date })) };
      }
      if (operation === 'ListExecutions') {
        const ongoing = [...descriptions].filter(([, { status }]) => status === request.statusFilter);
        const machine = { stateMachineArn: String(request.stateMachineArn), startDate: 1 };
        return {
          executions: ongoing.map(([arn, { status, redriveCount }]) => ({
            ...machine,
            executionArn: arn,
            name: String(arn).split(':').at(-1),
            status,
            redriveCount,
          })),
        };
      }
      return descriptions.get(request.executionArn) ?? { __type: 'ExecutionDoesNotExist', message: 'no' };
    });
    for (const name of endpoints) delete process.env[name];
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_DYNAMODB: (await store.listen()).url,
      AWS_ENDPOINT_URL_SFN: stepFunctions.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      CODED_ACTIONS_STAGE: 'dev',
    });
    jest.spyOn(console, 'log').mockImplementation(() => {});
  });
  afterAll(async () => {
    stepFunctions.close();
    await store.close();
    jest.restoreAllMocks();
  });
  beforeEach(async () => {
    descriptions.clear();
    const record = { objectType: 'contact', objectId: '1001' };
    const run = {
      execution,
      workflow: 'rotate-leads',
      ...record,
      status: 'RUNNING',
      startedAt,
      redriveCount: 0,
    } as const;
    const marker = { status: 'active', execution, enrolledAt: startedAt, enrollments: 1 } as const;
    await store.call('PutItem', { TableName, Item: runToItem(run) });
    await store.call('PutItem', { TableName, Item: markerToItem(record, 'rotate-leads', marker) });
  });

  const statuses = async () => {
    const runKey = { pk: { S: 'run#rotate-leads#abc' }, sk: { S: 'run' } };
    const markerKey = { pk: { S: 'record#contact#1001' }, sk: { S: 'marker#rotate-leads' } };
    return {
      run: (await storedItem(store, { TableName, Key: runKey }))?.status,
      marker: (await storedItem(store, { TableName, Key: markerKey }))?.status,
    };
  };
  const ended = { run: { S: 'FAILED' }, marker: { S: 'ended' } };

  it('write the status of an event', async () => {
    const { handler } = await import('../../../lambdas/run-status');
    const detail = { executionArn: execution, status: 'FAILED', stopDate: 1767225600000, redriveCount: 0 };

    await handler({ detail });
    await handler({ detail });

    expect(await statuses()).toEqual(ended);
  });

  it('ask what the execution is where the event does not say which attempt it is of', async () => {
    const { handler } = await import('../../../lambdas/run-status');
    descriptions.set(execution, {
      executionArn: execution,
      status: 'FAILED',
      stopDate: 1767225600,
      redriveCount: 2,
    });

    await handler({ detail: { executionArn: execution, status: 'RUNNING' } });

    expect(await statuses()).toEqual(ended);
  });

  it('let executions of other machines be', async () => {
    const { handler } = await import('../../../lambdas/run-status');
    const detail = {
      executionArn: 'arn:aws:states:us-east-1:1:execution:theirs:abc',
      status: 'FAILED',
      redriveCount: 0,
    };

    await expect(handler({ detail })).resolves.toBeUndefined();
  });

  it('fail on what is no such event, so that it ends with the dead letters', async () => {
    const { handler } = await import('../../../lambdas/run-status');

    await expect(handler({})).rejects.toThrow('not the detail');
  });

  it("sweep the stage's workflows", async () => {
    const { handler } = await import('../../../lambdas/sweep');
    descriptions.set(execution, {
      executionArn: execution,
      status: 'FAILED',
      stopDate: 1767225600,
      redriveCount: 0,
    });

    const report = await handler({}, { getRemainingTimeInMillis: () => 600_000 });

    expect(report).toEqual({
      workflows: 1,
      looked: 1,
      asked: 1,
      corrected: 1,
      gone: 0,
      failed: 0,
      complete: true,
    });
    expect(await statuses()).toEqual(ended);
  });

  it('ask about no execution that is listed as running', async () => {
    const { handler } = await import('../../../lambdas/sweep');
    descriptions.set(execution, { executionArn: execution, status: 'RUNNING', redriveCount: 0 });

    const report = await handler({}, { getRemainingTimeInMillis: () => 600_000 });

    expect(report).toMatchObject({ looked: 1, asked: 0, complete: true });
    expect(await statuses()).toMatchObject({ run: { S: 'RUNNING' } });
  });
});
