/** A message of DynamoDB Local's and what the store says in its place. */
export interface MessageDifference {
  readonly dynamoDbLocal: string;
  readonly store: RegExp;
}

/**
 * DynamoDB Local words some refusals otherwise than the service. The store has the service's words where they are known:
 * from dynalite, whose tests were made against the service, and from the API Reference; elsewhere it says more. Names of
 * errors are the same in all of these.
 */
export const messageDifferences: readonly MessageDifference[] = [
  // A member that is missing or out of bounds: "1 validation error detected: Value … at '…' failed to satisfy constraint".
  ...[
    "Value null at 'tableName' failed to satisfy constraint: Member must not be null",
    "Value null at 'transactItems.1.member.conditionCheck.conditionExpression' failed to satisfy constraint: Member must not be null",
    "Value [] at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    "Value ttttttttttttttttttttttttttttttttttttt at 'clientRequestToken' failed to satisfy constraint: Member must have length less than or equal to 36",
    'Member must have length less than or equal to 100',
    'Item to put in PutItem cannot be null',
    'Cannot have null key for GetItem, DeleteItem, or UpdateItem',
    'BatchGetItem must have some requests set',
    'Limit must be greater than or equal to 1',
  ].map((dynamoDbLocal) => ({
    dynamoDbLocal,
    store: /^1 validation error detected: Value .* at '\w+' failed to satisfy constraint: Member must /,
  })),
  {
    dynamoDbLocal: 'Return values set to invalid value',
    store:
      /^ReturnValues can only be ALL_OLD or NONE$|^1 validation error detected: Value 'EVERYTHING' at 'returnValues' /,
  },
  {
    dynamoDbLocal: 'The number of conditions on the keys is invalid',
    store: /^The provided key element does not match the schema$/,
  },
  {
    dynamoDbLocal: 'One or more parameter values were invalid: Type mismatch for key',
    store:
      /^The provided key element does not match the schema$|^One or more parameter values were invalid: Type mismatch for key sk expected: S actual: N$/,
  },
  {
    dynamoDbLocal: 'One of the required keys was not given a value',
    store: /^One or more parameter values were invalid: Missing the key \w+ in the item$/,
  },
  {
    dynamoDbLocal:
      'Hash primary key values must be under 2048 bytes, and range primary key values must be under 1024 bytes',
    store: /has exceeded the (maximum )?size limit of ?(2048|1024) bytes$/,
  },
  {
    dynamoDbLocal: 'One or more parameter values were invalid: Type mismatch for Index Key',
    store: /Type mismatch for Index Key \w+ Expected: \w Actual: \w IndexName: [\w-]+$/,
  },
  {
    dynamoDbLocal: 'Invalid attribute value type',
    store: /Type mismatch for Index Key kind Expected: S Actual: NULL IndexName: by-kind$/,
  },
  {
    dynamoDbLocal: 'A value provided cannot be converted into a number',
    store: /^The parameter cannot be converted to a numeric value/,
  },
  {
    dynamoDbLocal: 'DynamoDB only supports precision up to 38 digits',
    store: /^Attempting to store more than 38 significant digits in a Number$/,
  },
  {
    dynamoDbLocal: 'Input collection contains duplicates',
    store: /Input collection \[1, 1\] contains duplicates\.$/,
  },
  {
    dynamoDbLocal: 'One or more parameter values were invalid: Input collection [a, a] contains duplicates',
    store: /Input collection \[a, a\] contains duplicates\.$/,
  },
  {
    dynamoDbLocal: 'Query condition missed key schema element',
    store: /^Query condition missed key schema element: \w+$/,
  },
  {
    dynamoDbLocal: "Exclusive Start Key must have same size as table's key schema",
    store: /^The provided starting key is invalid$/,
  },
  {
    dynamoDbLocal: 'The provided starting key does not match the range key predicate',
    store: /^The provided starting key is outside query boundaries based on provided conditions$/,
  },
  {
    dynamoDbLocal:
      "1 validation error detected: Value '3' at 'segment' failed to satisfy constraint: Member must have value less than or equal to 1",
    store: /^The Segment parameter is zero-based and must be less than parameter TotalSegments/,
  },
  {
    dynamoDbLocal:
      'If total segments is specified, a particular segment must also be specified for this request',
    store: /^The Segment parameter is required but was not present/,
  },
  // The store knows nothing of what expressions replaced, and lists in its own order.
  {
    dynamoDbLocal:
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    store: /^Must specify the ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES$/,
  },
  {
    dynamoDbLocal:
      'Invalid ConditionExpression: Invalid attribute type name found; type: X, valid types: {N,BS,L,B,NULL,M,S,SS,NS,BOOL}',
    store: /^Invalid ConditionExpression: Invalid attribute type name found; type: X, valid types: /,
  },
  {
    dynamoDbLocal: 'An unknown operation was requested.',
    store: /^The local store does not know the operation /,
  },
  // DynamoDB Local says nothing here; the SDK's clients go by the name.
  {
    dynamoDbLocal: '',
    store: /^The request uses the same client token as a previous, but non-identical request/,
  },
  // With a full stop for a ConditionCheck alone.
  { dynamoDbLocal: 'The conditional request failed.', store: /^The conditional request failed$/ },
];

/** Cases in which DynamoDB Local and the service differ in more than words, and the store goes with the service. */
export const answerDifferences: ReadonlyMap<string, string> = new Map([
  [
    'an update of a path that is not there cancels with its message',
    'The API Reference lists "The document path provided in the update expression is invalid for update" among the messages of the cancellation reason ValidationError (TransactionCanceledException).',
  ],
  [
    'an update that cannot be made cancels with its message',
    'The API Reference lists "An operand in the update expression has an incorrect data type" among the messages of the cancellation reason ValidationError (TransactionCanceledException).',
  ],
  [
    'an update of something gives UPDATED_NEW',
    '"Returns only the updated attributes" (API Reference, "UpdateItem"); dynalite, tested against the service, gives of maps and lists the updated parts. DynamoDB Local gives them whole.',
  ],
  ['an update of something gives UPDATED_OLD', 'As for UPDATED_NEW.'],
]);
