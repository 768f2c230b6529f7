import type { JsonService } from '../json-service';

/** DynamoDB, answered by the embedded store. */
export function dynamoDbService(call: (operation: string, input: unknown) => Promise<unknown>): JsonService {
  return { target: 'DynamoDB_20120810', call };
}
