import { requiredText } from '../request';
import type { Operation } from './operation';

/** DescribeTable. A table here is always active, and its sizes are always right. */
export const describeTable: Operation = (request, database) => {
  const table = database.table(requiredText(request, 'TableName'));
  const {
    TimeToLiveSpecification: _,
    GlobalSecondaryIndexes = [],
    LocalSecondaryIndexes = [],
    ...rest
  } = table.definition;
  const arn = `arn:aws:dynamodb:us-east-1:000000000000:table/${table.name}`;
  const described = (indexes: typeof GlobalSecondaryIndexes) =>
    indexes.map((index) => ({
      ...index,
      IndexStatus: 'ACTIVE',
      IndexArn: `${arn}/index/${index.IndexName}`,
    }));
  return {
    Table: {
      ...rest,
      ...(GlobalSecondaryIndexes.length === 0
        ? {}
        : { GlobalSecondaryIndexes: described(GlobalSecondaryIndexes) }),
      ...(LocalSecondaryIndexes.length === 0
        ? {}
        : { LocalSecondaryIndexes: described(LocalSecondaryIndexes) }),
      TableStatus: 'ACTIVE',
      TableArn: arn,
      ItemCount: table.itemCount,
      TableSizeBytes: table.sizeInBytes,
    },
  };
};

/** ListTables. */
export const listTables: Operation = (_request, database) => ({ TableNames: database.tableNames });
