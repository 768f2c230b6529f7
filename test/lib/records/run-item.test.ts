import { executionName, type Run, runFromItem, runStatuses, runToItem } from '../../../lib/records/run-item';

const run: Run = {
  execution: 'arn:aws:states:eu-west-1:1:execution:coded-actions-dev-rotate-leads:abc',
  workflow: 'rotate-leads',
  objectType: 'contact',
  objectId: '1001',
  status: 'RUNNING',
  startedAt: '2026-01-01T00:00:00.000Z',
  redriveCount: 0,
};

describe('a run as an item', () => {
  it('has what its indexes need, and expires after 400 days', () => {
    expect(runToItem(run)).toMatchObject({
      pk: { S: 'run#rotate-leads#abc' },
      sk: { S: 'run' },
      runsByWorkflow: { S: 'rotate-leads' },
      runsByStatus: { S: 'rotate-leads#RUNNING' },
      runsByRecord: { S: 'contact#1001' },
      expiresAt: { N: String(Date.parse('2027-02-05T00:00:00.000Z') / 1000) },
    });
  });

  it.each(runStatuses)('comes back when it is %s', (status) => {
    const ended = {
      ...run,
      status,
      stoppedAt: '2026-01-02T00:00:00.000Z',
      error: 'States.Timeout',
      redriveCount: 2,
    };

    expect(runFromItem(runToItem({ ...run, status }))).toEqual({ ...run, status });
    expect(runFromItem(runToItem(ended))).toEqual(ended);
  });

  it('is refused with a status that no execution has', () => {
    expect(() => runFromItem({ ...runToItem(run), status: { S: 'SLEEPING' } })).toThrow('RUNNING, SUCCEEDED');
  });

  it('is named by the last part of the ARN', () => {
    expect(executionName(run.execution)).toBe('abc');
  });
});
