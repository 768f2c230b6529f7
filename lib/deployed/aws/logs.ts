import type { LogsService } from '../services';
import { answered, collected, unlessMissing } from './answered';
import { type ClientSettings, patient } from './client-settings';

const missing = ['ResourceNotFoundException'];

/** CloudWatch Logs through the SDK, which is loaded only here. */
export async function openLogs(settings: ClientSettings): Promise<LogsService> {
  const sdk = await import('@aws-sdk/client-cloudwatch-logs');
  const client = new sdk.CloudWatchLogsClient({ ...patient, ...settings });
  return {
    list: async (prefix) => {
      const groups = await collected(
        'CloudWatch Logs DescribeLogGroups',
        sdk.paginateDescribeLogGroups({ client }, { logGroupNamePrefix: prefix }),
        (page) => page.logGroups,
      );
      return groups.flatMap(({ logGroupName: name, logGroupArn, arn, retentionInDays }) => {
        // The tags are asked for by the ARN without `:*` at its end ("ListTagsForResource").
        const plain = logGroupArn ?? arn?.replace(/:\*$/, '');
        return name === undefined || plain === undefined
          ? []
          : [{ name, arn: plain, retentionDays: retentionInDays }];
      });
    },
    lastWrittenAt: async (name) => {
      const answer = await unlessMissing(
        answered(
          'CloudWatch Logs DescribeLogStreams',
          client.send(
            new sdk.DescribeLogStreamsCommand({
              logGroupName: name,
              orderBy: 'LastEventTime',
              descending: true,
              limit: 1,
            }),
          ),
        ),
        missing,
        undefined,
      );
      // The time of the last event is told up to an hour late, and a stream without any has only its own.
      const times = (answer?.logStreams ?? []).flatMap(
        ({ lastEventTimestamp, lastIngestionTime, creationTime }) =>
          [lastEventTimestamp, lastIngestionTime, creationTime].filter((time) => time !== undefined),
      );
      return times.length === 0 ? undefined : Math.max(...times);
    },
    tags: async (arn) => {
      const answer = answered(
        'CloudWatch Logs ListTagsForResource',
        client.send(new sdk.ListTagsForResourceCommand({ resourceArn: arn })),
      );
      return (await unlessMissing(answer, missing, undefined))?.tags ?? {};
    },
    delete: async (name) => {
      const call = client.send(new sdk.DeleteLogGroupCommand({ logGroupName: name }));
      await unlessMissing(answered('CloudWatch Logs DeleteLogGroup', call), missing, undefined);
    },
  };
}
