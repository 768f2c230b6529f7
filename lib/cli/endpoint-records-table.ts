import { answeredItem } from '../records/answered-item';
import { endpointRequest, refusedRequest } from './endpoint-request';
import type { RecordsTable } from './records-table';

/**
 * The records table of a local runtime that is up in another process.
 *
 * @param url the runtime's endpoint
 */
export function endpointRecordsTable(name: string, url: string): RecordsTable {
  const send = async (operation: string, body: object) => {
    const result = await endpointRequest(url, `DynamoDB_20120810.${operation}`, body);
    if (result.error === undefined) return result.answer;
    if (result.error === 'ConditionalCheckFailedException') return {};
    throw refusedRequest(operation, result);
  };
  return {
    name,
    get: async (request) => answeredItem((await send('GetItem', request)).Item),
    update: async (request) => answeredItem((await send('UpdateItem', request)).Attributes),
    close: async () => {},
  };
}
