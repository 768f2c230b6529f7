import { type IntegrationCall, IntegrationError } from '../states';
import type { LocalServices } from './adapter';
import { argumentsOf } from './call-arguments';
import { optimizedCause, sdkCause, sdkMetadata } from './sdk-metadata';

type DynamoDbService = Pick<LocalServices, 'callDynamoDb'>;

/** The optimized four: getItem, putItem, updateItem, deleteItem. Their errors are spelled `DynamoDB.…`. */
export async function optimizedDynamoDb(call: IntegrationCall, services: DynamoDbService): Promise<object> {
  const result = await callDynamoDb(call, services, (name, message) => {
    // Errors without a class of their own in the client, as recorded from AWS.
    const shown = UNMODELED.has(name) ? 'AmazonDynamoDBException' : name;
    return new IntegrationError(`DynamoDB.${shown}`, optimizedCause(message, 'AmazonDynamoDBv2', 400, name));
  });
  return { ...result, ...sdkMetadata() };
}

/** `aws-sdk:dynamodb:…`: every operation, with the API's answer as it is. Errors are spelled `DynamoDb.…`. */
export function sdkDynamoDb(call: IntegrationCall, services: DynamoDbService): Promise<object> {
  return callDynamoDb(call, services, (name, message) => {
    const shown = UNMODELED.has(name) ? 'DynamoDbException' : name;
    return new IntegrationError(`DynamoDb.${shown}`, sdkCause(message, 'DynamoDb', 400));
  });
}

const UNMODELED = new Set(['ValidationException', 'SerializationException', 'UnknownOperationException']);

async function callDynamoDb(
  call: IntegrationCall,
  services: DynamoDbService,
  failure: (name: string, message: string) => IntegrationError,
): Promise<object> {
  const operation = call.action.charAt(0).toUpperCase() + call.action.slice(1);
  try {
    const answer = await services.callDynamoDb(operation, argumentsOf(call));
    return typeof answer === 'object' && answer !== null ? answer : {};
  } catch (error) {
    if (error instanceof Error && isServiceError(error.name)) throw failure(error.name, error.message);
    throw error;
  }
}

function isServiceError(name: string): boolean {
  return name.endsWith('Exception') || name === 'InternalServerError' || name === 'RequestLimitExceeded';
}
