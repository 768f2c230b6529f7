import { answeredItem } from '../records/answered-item';
import { stageNames } from '../stacks/stage-names';
import type { RecordsTable } from './records-table';
import { stageClientOptions } from './stage-client-options';
import { StageUnreachableError } from './stage-unreachable-error';
import type { Target } from './target';

/**
 * A stage's table through the SDK, which is loaded only here: it takes longer than everything else of a command.
 */
export async function openStageTable(target: Target & { kind: 'stage' }): Promise<RecordsTable> {
  const { DynamoDBClient, GetItemCommand, UpdateItemCommand, ConditionalCheckFailedException } = await import(
    '@aws-sdk/client-dynamodb'
  );
  const client = new DynamoDBClient(stageClientOptions(target));
  const send = async <T>(request: Promise<T>): Promise<T> => {
    try {
      return await request;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) throw error;
      throw new StageUnreachableError(`The table of stage ${target.stage}`, error);
    }
  };
  return {
    name: stageNames(target.stage).table,
    get: async (request) => answeredItem((await send(client.send(new GetItemCommand(request)))).Item),
    update: async (request) => {
      try {
        const answer = await send(client.send(new UpdateItemCommand(request)));
        return answeredItem(answer.Attributes);
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return undefined;
        throw error;
      }
    },
    close: async () => client.destroy(),
  };
}
