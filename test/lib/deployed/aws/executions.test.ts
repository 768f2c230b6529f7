import { openExecutions } from '../../../../lib/deployed/aws/executions';
import { fakeTransport, type WireAnswer, type WireRequest } from './fake-transport';

async function executionsOf(answer: (request: WireRequest, number: number) => WireAnswer) {
  const { settings, requests } = fakeTransport(answer);
  return { executions: await openExecutions(settings), requests };
}
const seconds = Date.parse('2026-11-24T12:00:00Z') / 1000;

describe('Step Functions', () => {
  it('lists the executions of a status on all pages, a thousand a page', async () => {
    const item = { status: 'FAILED', startDate: seconds };
    const { executions, requests } = await executionsOf(({ body }) =>
      body.nextToken === undefined
        ? { executions: [{ ...item, executionArn: 'a', stopDate: seconds + 1 }], nextToken: 'next' }
        : { executions: [{ ...item, executionArn: 'b', stateMachineVersionArn: 'machine:3' }] },
    );

    expect(await executions.list('machine', 'FAILED')).toEqual([
      {
        arn: 'a',
        status: 'FAILED',
        startedAt: seconds * 1000,
        stoppedAt: (seconds + 1) * 1000,
        machineVersion: undefined,
      },
      {
        arn: 'b',
        status: 'FAILED',
        startedAt: seconds * 1000,
        stoppedAt: undefined,
        machineVersion: 'machine:3',
      },
    ]);
    expect(requests[0]?.body).toEqual({
      stateMachineArn: 'machine',
      statusFilter: 'FAILED',
      maxResults: 1000,
    });
  });

  it('reads what an execution began with', async () => {
    const { executions } = await executionsOf(() => ({
      definition: '{}',
      roleArn: 'role',
      updateDate: seconds,
      revisionId: 'r',
      loggingConfiguration: { destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: 'logs' } }] },
    }));

    expect(await executions.revisionOf('a')).toEqual({
      definition: '{}',
      roleArn: 'role',
      logGroupArns: ['logs'],
      revisionId: 'r',
      updatedAt: seconds * 1000,
    });
  });

  // `redriveStatus` and its reasons: "DescribeExecution" (API Reference), and the SDK's own documentation of it.
  it.each([
    ['that failed and can be', { status: 'FAILED', redriveStatus: 'REDRIVABLE' }, true],
    ['of a machine in DELETING status', { status: 'FAILED', redriveStatus: 'NOT_REDRIVABLE' }, false],
    ['that was redriven meanwhile', { status: 'RUNNING', redriveStatus: 'NOT_REDRIVABLE' }, true],
    ['that was redriven and succeeded', { status: 'SUCCEEDED' }, false],
    ['of an emulator that says nothing', { status: 'ABORTED' }, true],
    ['that is no more', { status: 400, error: 'ExecutionDoesNotExist' }, false],
  ])('tells whether one can be redriven: one %s', async (_case, answer, expected) => {
    const { executions } = await executionsOf(() => answer);

    expect(await executions.canBeRedriven('a')).toBe(expected);
  });

  it('takes what is gone for gone', async () => {
    const noMachine = await executionsOf(() => ({ status: 400, error: 'StateMachineDoesNotExist' }));
    const noExecution = await executionsOf(() => ({ status: 400, error: 'ExecutionDoesNotExist' }));

    expect(await noMachine.executions.machine('machine')).toBeUndefined();
    expect(await noMachine.executions.list('machine', 'RUNNING')).toEqual([]);
    expect(await noExecution.executions.revisionOf('a')).toBeUndefined();
    await noExecution.executions.stop('a', 'error', 'cause');
    expect(noExecution.requests.at(-1)?.body).toEqual({ executionArn: 'a', error: 'error', cause: 'cause' });
  });

  it('tells of a machine that AWS is deleting', async () => {
    const { executions } = await executionsOf(() => ({
      definition: '{}',
      roleArn: 'role',
      status: 'DELETING',
      creationDate: seconds,
    }));

    expect(await executions.machine('machine')).toMatchObject({
      deleting: true,
      createdAt: seconds * 1000,
    });
  });

  it('goes on slower when AWS says that it asks too much', async () => {
    const { executions, requests } = await executionsOf((_request, number) =>
      number < 5 ? { status: 400, error: 'ThrottlingException' } : { definition: '{}', roleArn: 'role' },
    );

    expect(await executions.revisionOf('a')).toMatchObject({ roleArn: 'role' });
    expect(requests).toHaveLength(5);
  });
});
