import type { AttributeMap } from '../records/attribute-value';
import type { RecordsTable } from './records-table';

/**
 * The records table of a local runtime that is up in another process: DynamoDB JSON by plain requests, since the SDK
 * takes longer to load than all the rest.
 *
 * @param url the runtime's endpoint
 */
export function endpointRecordsTable(name: string, url: string): RecordsTable {
  const send = async (operation: string, body: unknown) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
      },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    if (response.ok) return answer;
    if (String(answer.__type).endsWith('#ConditionalCheckFailedException')) return {};
    throw new Error(`The local runtime refused ${operation}: ${JSON.stringify(answer)}`);
  };
  return {
    name,
    get: async (request) => (await send('GetItem', request)).Item as AttributeMap | undefined,
    update: async (request) => (await send('UpdateItem', request)).Attributes as AttributeMap | undefined,
    close: async () => {},
  };
}
