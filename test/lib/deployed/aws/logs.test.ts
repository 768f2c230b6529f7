import { openLogs } from '../../../../lib/deployed/aws/logs';
import { fakeTransport } from './fake-transport';

describe('CloudWatch Logs', () => {
  it('lists the log groups of all pages, by their ARNs without a star', async () => {
    const { settings, requests } = fakeTransport(({ body }) =>
      body.nextToken === undefined
        ? {
            logGroups: [{ logGroupName: 'a', arn: 'arn:a:*', logGroupArn: 'arn:a', retentionInDays: 90 }],
            nextToken: 'next',
          }
        : { logGroups: [{ logGroupName: 'b', arn: 'arn:b:*' }] },
    );

    expect(await (await openLogs(settings)).list('coded-actions-dev-')).toEqual([
      { name: 'a', arn: 'arn:a', retentionDays: 90 },
      { name: 'b', arn: 'arn:b', retentionDays: undefined },
    ]);
    expect(requests.map(({ body }) => body.logGroupNamePrefix)).toEqual([
      'coded-actions-dev-',
      'coded-actions-dev-',
    ]);
  });

  it.each([
    ['its last event', [{ creationTime: 1, lastEventTimestamp: 5, lastIngestionTime: 7 }], 7],
    ['the stream itself, where it has none', [{ creationTime: 3 }], 3],
    ['nothing, where it has no stream', [], undefined],
  ])('tells when something was last written by %s', async (_case, logStreams, expected) => {
    const { settings, requests } = fakeTransport(() => ({ logStreams }));

    expect(await (await openLogs(settings)).lastWrittenAt('a')).toBe(expected);
    expect(requests[0]?.body).toEqual({
      logGroupName: 'a',
      orderBy: 'LastEventTime',
      descending: true,
      limit: 1,
    });
  });

  it('takes what is gone for done', async () => {
    const { settings } = fakeTransport(() => ({ status: 400, error: 'ResourceNotFoundException' }));
    const logs = await openLogs(settings);

    await logs.delete('a');
    expect(await logs.tags('arn:a')).toEqual({});
    expect(await logs.lastWrittenAt('a')).toBeUndefined();
  });

  it('goes on slower when AWS says that it asks too much', async () => {
    const { settings } = fakeTransport((_request, number) =>
      number < 3 ? { status: 400, error: 'ThrottlingException' } : { tags: { a: 'b' } },
    );

    expect(await (await openLogs(settings)).tags('arn:a')).toEqual({ a: 'b' });
  });
});
