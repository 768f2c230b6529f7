import { answeredItems } from '../../records/answered-item';
import { runFromItem } from '../../records/run-item';
import { runsOfStatus } from '../../records/run-queries';
import type { UnfinishedExecution, UnfinishedStatus } from '../execution';
import type { RunsService } from '../services';
import { collected, unlessMissing } from './answered';
import { type ClientSettings, patient } from './client-settings';

const unfinished: readonly UnfinishedStatus[] = ['RUNNING', 'FAILED', 'TIMED_OUT', 'ABORTED'];

/** A stage's table through the SDK, which is loaded only here. */
export async function openRuns(settings: ClientSettings, tableName: string): Promise<RunsService> {
  const sdk = await import('@aws-sdk/client-dynamodb');
  const client = new sdk.DynamoDBClient({ ...patient, ...settings });
  return {
    unfinished: async (workflow, startedBefore, limit) => {
      const found: UnfinishedExecution[] = [];
      for (const status of unfinished) {
        const range =
          startedBefore === undefined ? {} : { startedBefore: new Date(startedBefore).toISOString() };
        const { TableName, ...query } = runsOfStatus(tableName, workflow, status, {
          ...range,
          latestFirst: true,
          limit,
        });
        const runs = await unlessMissing(
          collected(
            'DynamoDB Query',
            firstOf(sdk.paginateQuery({ client }, { TableName, ...query }), limit),
            (items) => items.map(runFromItem),
          ),
          ['ResourceNotFoundException'],
          undefined,
        );
        if (runs === undefined) return undefined;
        for (const { execution, startedAt, stoppedAt } of runs) {
          found.push({
            arn: execution,
            status,
            startedAt: Date.parse(startedAt),
            stoppedAt: stoppedAt === undefined ? undefined : Date.parse(stoppedAt),
            machineVersion: undefined,
          });
        }
      }
      return found;
    },
  };
}

/** The items of a query until there are enough. */
async function* firstOf(pages: AsyncIterable<{ Items?: unknown }>, limit: number) {
  let left = limit;
  for await (const { Items } of pages) {
    const items = answeredItems(Items).slice(0, left);
    yield items;
    left -= items.length;
    if (left === 0) return;
  }
}
