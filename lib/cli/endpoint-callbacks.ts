import type { AttributeMap } from '../records/attribute-value';
import type { CallbacksService } from './callbacks-service';

/** Errors of SendTaskSuccess by which nobody waits any more. */
const overErrors = ['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'];

/**
 * The pauses of a local runtime, by plain requests at its endpoint: the SDK takes longer to load than all the rest.
 *
 * @param url the runtime's endpoint
 */
export function endpointCallbacks(tableName: string, url: string): CallbacksService {
  const send = async (target: string, body: object): Promise<Answer> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    return response.ok ? { answer } : { answer, error: String(answer.__type).split('#').at(-1) ?? '' };
  };
  const refused = (what: string, { answer }: Answer) =>
    new Error(`The local runtime refused ${what}: ${JSON.stringify(answer)}`);
  return {
    tableName,
    now: Date.now,
    update: async (update) => {
      const result = await send('DynamoDB_20120810.UpdateItem', {
        ...update,
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      const { answer, error } = result;
      if (error === undefined) return { done: true, item: answer.Attributes as AttributeMap | undefined };
      if (error !== 'ConditionalCheckFailedException') throw refused('UpdateItem', result);
      return { done: false, item: answer.Item as AttributeMap | undefined };
    },
    succeed: async (taskToken, output) => {
      const result = await send('AWSStepFunctions.SendTaskSuccess', { taskToken, output });
      if (result.error === undefined) return 'sent';
      if (overErrors.includes(result.error)) return 'over';
      throw refused('SendTaskSuccess', result);
    },
    query: async (request) => {
      const items: AttributeMap[] = [];
      let next: object | undefined;
      do {
        const result = await send('DynamoDB_20120810.Query', { ...request, ...next });
        if (result.error !== undefined) throw refused('Query', result);
        items.push(...((result.answer.Items ?? []) as AttributeMap[]));
        const { LastEvaluatedKey } = result.answer;
        next = LastEvaluatedKey === undefined ? undefined : { ExclusiveStartKey: LastEvaluatedKey };
      } while (next !== undefined);
      return items;
    },
    close: () => {},
  };
}

interface Answer {
  readonly answer: Record<string, unknown>;
  /** The error's name, of a request that was refused. */
  readonly error?: string;
}
