import type { AttributeMap } from './attribute-value';

/** A request in DynamoDB's own words; `TableName` and the rest as in its API Reference. */
export interface UpdateItemRequest {
  TableName: string;
  Key: AttributeMap;
  UpdateExpression: string;
  ConditionExpression: string;
  ExpressionAttributeNames: Record<string, string>;
  ExpressionAttributeValues: AttributeMap;
  ReturnValues: 'ALL_NEW';
}

/** As `UpdateItemRequest`. */
export interface GetItemRequest {
  TableName: string;
  Key: AttributeMap;
  ConsistentRead: true;
}

/** As `UpdateItemRequest`. */
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
