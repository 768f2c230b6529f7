import { answeredItem, answeredItems } from '../records/answered-item';
import type { AttributeMap } from '../records/attribute-value';
import { stageNames } from '../stacks/stage-names';
import type { CallbacksService } from './callbacks-service';
import { stageClientOptions } from './stage-client-options';
import { StageUnreachableError } from './stage-unreachable-error';
import type { Target } from './target';

/** The pauses of a stage through the SDK, which is loaded only here. */
export async function openStageCallbacks(target: Target & { kind: 'stage' }): Promise<CallbacksService> {
  const [dynamodbSdk, sfnSdk] = await Promise.all([
    import('@aws-sdk/client-dynamodb'),
    import('@aws-sdk/client-sfn'),
  ]);
  const dynamodb = new dynamodbSdk.DynamoDBClient(stageClientOptions(target));
  const stepFunctions = new sfnSdk.SFNClient(stageClientOptions(target));
  const unreachable = (what: string, error: unknown) =>
    new StageUnreachableError(`${what} of stage ${target.stage}`, error);
  return {
    tableName: stageNames(target.stage).table,
    now: Date.now,
    update: async (update) => {
      try {
        const { Attributes } = await dynamodb.send(
          new dynamodbSdk.UpdateItemCommand({
            ...update,
            ReturnValues: 'ALL_NEW',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return { done: true, item: answeredItem(Attributes) };
      } catch (error) {
        if (!(error instanceof dynamodbSdk.ConditionalCheckFailedException))
          throw unreachable('The table', error);
        return { done: false, item: answeredItem(error.Item) };
      }
    },
    succeed: async (taskToken, output) => {
      try {
        await stepFunctions.send(new sfnSdk.SendTaskSuccessCommand({ taskToken, output }));
        return 'sent';
      } catch (error) {
        const over = [sfnSdk.TaskTimedOut, sfnSdk.TaskDoesNotExist, sfnSdk.InvalidToken];
        if (over.some((kind) => error instanceof kind)) return 'over';
        throw unreachable('Step Functions', error);
      }
    },
    query: async (request) => {
      try {
        const items: AttributeMap[] = [];
        for await (const page of dynamodbSdk.paginateQuery({ client: dynamodb }, request)) {
          items.push(...answeredItems(page.Items));
        }
        return items;
      } catch (error) {
        throw unreachable('The table', error);
      }
    },
    get: async (request) => {
      try {
        const { Item } = await dynamodb.send(new dynamodbSdk.GetItemCommand(request));
        return answeredItem(Item);
      } catch (error) {
        throw unreachable('The table', error);
      }
    },
    definitionOf: async (executionArn) => {
      try {
        const command = new sfnSdk.DescribeStateMachineForExecutionCommand({ executionArn });
        return (await stepFunctions.send(command)).definition;
      } catch {
        // Only to check what is given: whoever may not read it, or comes too late, completes without.
        return undefined;
      }
    },
    close: () => {
      dynamodb.destroy();
      stepFunctions.destroy();
    },
  };
}
