import type { AttributeMap } from './attribute-value';

/** An UpdateItem with a condition, in DynamoDB's own words: `TableName` and the rest as in its API Reference. */
export interface ConditionalUpdate {
  TableName: string;
  Key: AttributeMap;
  UpdateExpression: string;
  ConditionExpression: string;
  ExpressionAttributeNames: Record<string, string>;
  ExpressionAttributeValues: AttributeMap;
}

/** The same, which asks for the new item. */
export interface UpdateItemRequest extends ConditionalUpdate {
  ReturnValues: 'ALL_NEW';
}

/** A GetItem in DynamoDB's own words. */
export interface GetItemRequest {
  TableName: string;
  Key: AttributeMap;
  ConsistentRead: true;
}

/** A Query in DynamoDB's own words. */
export interface QueryRequest {
  TableName: string;
  IndexName?: string;
  KeyConditionExpression: string;
  ExpressionAttributeNames: Record<string, string>;
  ExpressionAttributeValues: AttributeMap;
  ScanIndexForward?: boolean;
  Limit?: number;
  ExclusiveStartKey?: AttributeMap;
}
