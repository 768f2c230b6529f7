import { answeredItem, answeredItems } from '../records/answered-item';
import type { AttributeMap } from '../records/attribute-value';
import type { CallbacksService } from './callbacks-service';
import { endpointRequest, refusedRequest } from './endpoint-request';

/** Errors of SendTaskSuccess by which nobody waits any more. */
const overErrors = ['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'];

/**
 * The pauses of a local runtime that is up.
 *
 * @param url the runtime's endpoint
 */
export function endpointCallbacks(tableName: string, url: string): CallbacksService {
  return {
    tableName,
    now: Date.now,
    update: async (update) => {
      const result = await endpointRequest(url, 'DynamoDB_20120810.UpdateItem', {
        ...update,
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      const { answer, error } = result;
      if (error === undefined) return { done: true, item: answeredItem(answer.Attributes) };
      if (error !== 'ConditionalCheckFailedException') throw refusedRequest('UpdateItem', result);
      return { done: false, item: answeredItem(answer.Item) };
    },
    succeed: async (taskToken, output) => {
      const result = await endpointRequest(url, 'AWSStepFunctions.SendTaskSuccess', { taskToken, output });
      if (result.error === undefined) return 'sent';
      if (overErrors.includes(result.error)) return 'over';
      throw refusedRequest('SendTaskSuccess', result);
    },
    query: async (request) => {
      const items: AttributeMap[] = [];
      let next: object | undefined;
      do {
        const result = await endpointRequest(url, 'DynamoDB_20120810.Query', { ...request, ...next });
        if (result.error !== undefined) throw refusedRequest('Query', result);
        items.push(...answeredItems(result.answer.Items));
        const { LastEvaluatedKey } = result.answer;
        next = LastEvaluatedKey === undefined ? undefined : { ExclusiveStartKey: LastEvaluatedKey };
      } while (next !== undefined);
      return items;
    },
    close: () => {},
  };
}
