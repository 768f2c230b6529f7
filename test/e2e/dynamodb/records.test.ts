import {
  markerUpdate,
  type PlacedStatus,
  runStands,
  runUpdate,
} from '../../../lambdas/run-status/decide-run-status';
import { openStore } from '../../../lib/local/dynamodb/store';
import { eventToItem } from '../../../lib/records/event-item';
import { getRecordRequest } from '../../../lib/records/get-record';
import { markerToItem } from '../../../lib/records/marker-item';
import { putRecordRequests } from '../../../lib/records/put-record';
import { recordToItem } from '../../../lib/records/record-item';
import { type Run, type RunStatus, runToItem } from '../../../lib/records/run-item';
import { runsOfRecord, runsOfStatus, runsOfWorkflow } from '../../../lib/records/run-queries';
import { namedTable } from '../../../lib/records/table-definition';
import { embeddedCall } from '../../lib/local/dynamodb/cases/embedded-call';
import { type CaseAnswer, type CaseCall, runCase } from '../../lib/local/dynamodb/cases/run-case';
import { startDynamoDbLocal, whyNoDynamoDbLocal } from './dynamodb-local';
import { httpCall } from './http-call';

const TableName = 'records';
const ana = { objectType: 'contact', objectId: '1001' };
const execution = 'arn:aws:states:eu-west-1:1:execution:coded-actions-dev-rotate-leads:abc';
const startedAt = '2026-01-01T00:00:00.000Z';
const run: Run = {
  execution,
  workflow: 'rotate-leads',
  ...ana,
  status: 'RUNNING',
  startedAt,
  redriveCount: 0,
};

const put = (Item: object) => ({ operation: 'PutItem', request: { TableName, Item } });
const update = (request: object) => ({
  operation: 'UpdateItem',
  request: { ReturnValues: 'ALL_NEW', ReturnValuesOnConditionCheckFailure: 'ALL_OLD', ...request },
});
const query = (request: object) => ({ operation: 'Query', request: { ...request } });
const together = (...updates: object[]) => ({
  operation: 'TransactWriteItems',
  request: { TransactItems: updates.map((Update) => ({ Update })) },
});
const status = (of: RunStatus, redriveCount: number): PlacedStatus => ({
  execution,
  workflow: 'rotate-leads',
  executionName: 'abc',
  status: of,
  redriveCount,
  stoppedAt: of === 'RUNNING' ? undefined : '2026-01-01T01:00:00.000Z',
  error: of === 'FAILED' ? 'States.TaskFailed' : undefined,
});
const statusSteps = (of: PlacedStatus) => [
  update(runUpdate(TableName, of)),
  together(runStands(TableName, of), markerUpdate(TableName, of, run, startedAt)),
];
const first = putRecordRequests(
  TableName,
  {
    ...ana,
    properties: { email: 'ana@example.com', big: 12345678901234567890n, list: [1, null], status: 'new' },
  },
  startedAt,
);
const second = putRecordRequests(
  TableName,
  { ...ana, properties: { email: null, 'a.b': { c: 1 }, status: 'old' } },
  startedAt,
);
const third = putRecordRequests(TableName, { ...ana, properties: {} }, startedAt);

/** Everything that lib/records and the Lambdas ask of the table. */
const steps = [
  update(first.merge),
  update(first.create),
  update(first.create),
  update(second.merge),
  update(third.merge),
  { operation: 'GetItem', request: { ...getRecordRequest(TableName, ana) } },
  put(
    recordToItem({
      ...ana,
      objectId: '#%',
      properties: {},
      version: 1,
      createdAt: startedAt,
      updatedAt: startedAt,
      writer: 'user',
    }),
  ),
  put(eventToItem(ana, 'rotate-leads', 'key', { execution, expiresAt: 2_000_000_000 })),
  put(runToItem(run)),
  put(runToItem({ ...run, execution: `${execution}-2`, startedAt: '2026-01-02T00:00:00.000Z' })),
  put(
    markerToItem(ana, 'rotate-leads', { status: 'active', execution, enrolledAt: startedAt, enrollments: 1 }),
  ),
  ...statusSteps(status('FAILED', 0)),
  ...statusSteps(status('FAILED', 0)),
  ...statusSteps(status('RUNNING', 1)),
  ...statusSteps(status('TIMED_OUT', 0)),
  ...statusSteps(status('SUCCEEDED', 1)),
  update(runUpdate(TableName, { ...status('FAILED', 0), executionName: 'nobody' })),
  query(runsOfWorkflow(TableName, 'rotate-leads', { latestFirst: true })),
  query(
    runsOfStatus(TableName, 'rotate-leads', 'RUNNING', {
      startedBefore: '2026-01-03T00:00:00.000Z',
      limit: 1,
    }),
  ),
  query(runsOfStatus(TableName, 'rotate-leads', 'SUCCEEDED', { startedSince: startedAt })),
  query(runsOfRecord(TableName, ana)),
];

const reason = whyNoDynamoDbLocal();
const describeWithJava = reason === undefined ? describe : describe.skip;

describeWithJava(`our own requests${reason === undefined ? '' : ` (skipped: ${reason})`}`, () => {
  it('are answered alike by DynamoDB Local and the embedded store', async () => {
    const service = await startDynamoDbLocal();
    const store = await openStore({ tables: [namedTable(TableName)], clock: Date });
    try {
      const { TimeToLiveSpecification: _, ...table } = namedTable(TableName);
      const made = await httpCall(service.url)('CreateTable', table);
      expect(made).not.toHaveProperty('error');

      const theirs = await answersOf(httpCall(service.url));
      const ours = await answersOf(embeddedCall(store));

      expect(ours).toEqual(theirs);
      // So that alike does not mean that both refuse everything.
      const refused = theirs.flatMap((answer, at) => ('error' in answer ? [[at, answer.error]] : []));
      expect(refused).toEqual([
        [0, 'ConditionalCheckFailedException'],
        [2, 'ConditionalCheckFailedException'],
        [14, 'TransactionCanceledException'],
        [17, 'ConditionalCheckFailedException'],
        [18, 'TransactionCanceledException'],
        [21, 'ConditionalCheckFailedException'],
      ]);
    } finally {
      await store.close();
      await service.stop();
    }
  }, 400_000);
});

function answersOf(call: CaseCall): Promise<CaseAnswer[]> {
  return runCase(call, { name: 'our own requests', steps });
}
