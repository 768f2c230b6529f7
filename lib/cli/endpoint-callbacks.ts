import { answeredItem, answeredItems } from '../records/answered-item';
import type { AttributeMap } from '../records/attribute-value';
import { attributesOf } from '../records/attributes';
import { waitPrefix } from '../records/wait-item';
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
    query: (request) => itemsOf('Query', url, request),
    get: async (request) => {
      const result = await endpointRequest(url, 'DynamoDB_20120810.GetItem', request);
      if (result.error !== undefined) throw refusedRequest('GetItem', result);
      return answeredItem(result.answer.Item);
    },
    definitionOf: async (executionArn) => {
      const operation = 'DescribeStateMachineForExecution';
      const result = await endpointRequest(url, `AWSStepFunctions.${operation}`, { executionArn });
      if (result.error === undefined) return String(result.answer.definition);
      if (result.error === 'ExecutionDoesNotExist') return undefined;
      throw refusedRequest(operation, result);
    },
    local: {
      waits: () =>
        itemsOf('Scan', url, {
          TableName: tableName,
          FilterExpression: 'begins_with(pk, :wait)',
          ExpressionAttributeValues: attributesOf({ ':wait': waitPrefix }),
        }),
      // A heartbeat changes nothing of a task that has no heartbeat time-out, and is refused where none waits.
      isWaiting: async (taskToken) => {
        const result = await endpointRequest(url, 'AWSStepFunctions.SendTaskHeartbeat', { taskToken });
        if (result.error === undefined) return true;
        if (overErrors.includes(result.error)) return false;
        throw refusedRequest('SendTaskHeartbeat', result);
      },
    },
    close: () => {},
  };
}

/** All items of a query or scan, page by page. */
async function itemsOf(
  operation: 'Query' | 'Scan',
  url: string,
  request: object,
): Promise<readonly AttributeMap[]> {
  const items: AttributeMap[] = [];
  let next: object | undefined;
  do {
    const result = await endpointRequest(url, `DynamoDB_20120810.${operation}`, { ...request, ...next });
    if (result.error !== undefined) throw refusedRequest(operation, result);
    items.push(...answeredItems(result.answer.Items));
    const { LastEvaluatedKey } = result.answer;
    next = LastEvaluatedKey === undefined ? undefined : { ExclusiveStartKey: LastEvaluatedKey };
  } while (next !== undefined);
  return items;
}
