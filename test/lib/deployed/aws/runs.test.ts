import { openRuns } from '../../../../lib/deployed/aws/runs';
import { runToItem } from '../../../../lib/records/run-item';
import { fakeTransport } from './fake-transport';

const failed = (name: string) =>
  runToItem({
    execution: `arn:execution:${name}`,
    workflow: 'leads',
    objectType: 'contact',
    objectId: '1',
    status: 'FAILED',
    startedAt: '2026-11-24T12:00:00.000Z',
    stoppedAt: '2026-11-24T12:00:01.000Z',
    redriveCount: 0,
  });

describe('the runs in the table', () => {
  it('are asked for by each status in which something may still happen, the latest first, until there are enough', async () => {
    const { settings, requests } = fakeTransport(({ body }) => {
      if (!JSON.stringify(body.ExpressionAttributeValues).includes('leads#FAILED')) return { Items: [] };
      return {
        Items: [failed('a'), failed('b')],
        LastEvaluatedKey: { pk: { S: String(requests.length) }, sk: { S: 'run' } },
      };
    });
    const runs = await openRuns(settings, 'coded-actions-dev-records');

    const found = await runs.unfinished('leads', undefined, 3);

    expect(found).toHaveLength(3);
    expect(found?.[0]).toEqual({
      arn: 'arn:execution:a',
      status: 'FAILED',
      startedAt: Date.parse('2026-11-24T12:00:00Z'),
      stoppedAt: Date.parse('2026-11-24T12:00:01Z'),
      machineVersion: undefined,
    });
    expect(requests.map(({ body }) => [body.TableName, body.ScanIndexForward])).toEqual(
      Array(5).fill(['coded-actions-dev-records', false]),
    );
  });

  it('can be asked for from before a time', async () => {
    const { settings, requests } = fakeTransport(() => ({ Items: [] }));

    await (await openRuns(settings, 'table')).unfinished('leads', Date.parse('2026-01-01T00:00:00Z'), 3);

    expect(JSON.stringify(requests[0]?.body)).toContain('2026-01-01T00:00:00.000Z');
  });

  it('are unknown where there is no table', async () => {
    const { settings } = fakeTransport(() => ({ status: 400, error: 'ResourceNotFoundException' }));

    expect(await (await openRuns(settings, 'table')).unfinished('leads', undefined, 3)).toBeUndefined();
  });
});
