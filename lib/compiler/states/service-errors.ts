/**
 * Errors of services that machines catch, as Step Functions names them. The optimized integration of DynamoDB writes
 * `DynamoDB.`, SDK integrations write `DynamoDb.` and name exceptions as the SDK for Java does (recorded from AWS:
 * `DynamoDB.AmazonDynamoDBException`, `DynamoDb.ResourceNotFoundException`, `Sfn.InvalidTokenException`).
 */
export const serviceErrors = {
  /** The condition of an update was not met. */
  conditionFailed: 'DynamoDB.ConditionalCheckFailedException',
  /** The same, of an update by the SDK integration. */
  sdkConditionFailed: 'DynamoDb.ConditionalCheckFailedException',
  /** A transaction was refused by a condition, or met another one. */
  transactionCanceled: 'DynamoDb.TransactionCanceledException',
  /** There is no such execution: its history is kept for 90 days. */
  executionGone: 'Sfn.ExecutionDoesNotExistException',
} as const;
