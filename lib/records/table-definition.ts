/** One global secondary index: all attributes projected, keys are strings. */
export interface IndexDefinition {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
}

/** What the table is, as data: the stacks make it of this, and tests the embedded one. Keys are strings. */
export interface RecordsTableDefinition {
  readonly partitionKey: string;
  readonly sortKey: string;
  /** Seconds since the epoch, after which DynamoDB deletes the item. */
  readonly timeToLiveAttribute: string;
  readonly indexes: readonly IndexDefinition[];
}

/** The names of the indexes. */
export const indexNames = {
  runsByWorkflow: 'runs-by-workflow',
  runsByStatus: 'runs-by-status',
  runsByRecord: 'runs-by-record',
} as const;

/** The table of docs/data-model.md. */
export const tableDefinition: RecordsTableDefinition = {
  partitionKey: 'pk',
  sortKey: 'sk',
  timeToLiveAttribute: 'expiresAt',
  indexes: [
    { name: indexNames.runsByWorkflow, partitionKey: 'runsByWorkflow', sortKey: 'startedAt' },
    { name: indexNames.runsByStatus, partitionKey: 'runsByStatus', sortKey: 'startedAt' },
    { name: indexNames.runsByRecord, partitionKey: 'runsByRecord', sortKey: 'startedAt' },
  ],
};

/**
 * The same table under a name, in the form that CreateTable and `AWS::DynamoDB::Table` share, which the embedded store
 * takes too. CreateTable itself knows no `TimeToLiveSpecification`.
 */
export function namedTable(tableName: string) {
  const { partitionKey, sortKey, timeToLiveAttribute, indexes } = tableDefinition;
  const keyNames = new Set([
    partitionKey,
    sortKey,
    ...indexes.flatMap((index) => [index.partitionKey, index.sortKey]),
  ]);
  return {
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST' as const,
    AttributeDefinitions: [...keyNames].map((name) => ({ AttributeName: name, AttributeType: 'S' as const })),
    KeySchema: keySchema(partitionKey, sortKey),
    GlobalSecondaryIndexes: indexes.map((index) => ({
      IndexName: index.name,
      KeySchema: keySchema(index.partitionKey, index.sortKey),
      Projection: { ProjectionType: 'ALL' as const },
    })),
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' as const },
    TimeToLiveSpecification: { AttributeName: timeToLiveAttribute, Enabled: true },
  };
}

function keySchema(partitionKey: string, sortKey: string) {
  return [
    { AttributeName: partitionKey, KeyType: 'HASH' as const },
    { AttributeName: sortKey, KeyType: 'RANGE' as const },
  ];
}
