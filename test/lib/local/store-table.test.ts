import { storeTable } from '../../../lib/local/store-table';

const key = [{ AttributeName: 'pk', KeyType: 'HASH' }];
const table = { stack: 'test', logicalId: 'Table', name: 'records', arn: 'arn:records' };

describe('a table of a template', () => {
  it('is what the store takes, without what means nothing here', () => {
    const properties = {
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: key,
      GlobalSecondaryIndexes: [
        { IndexName: 'all', KeySchema: key, Projection: { ProjectionType: 'ALL' } },
        {
          IndexName: 'some',
          KeySchema: key,
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['a'] },
        },
      ],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    };
    expect(storeTable({ ...table, properties })).toEqual({
      TableName: 'records',
      AttributeDefinitions: properties.AttributeDefinitions,
      KeySchema: key,
      GlobalSecondaryIndexes: properties.GlobalSecondaryIndexes,
      LocalSecondaryIndexes: [],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
  });

  it.each([[false], ['false']])('lets nothing expire where that is %j', (Enabled) => {
    const properties = { KeySchema: key, TimeToLiveSpecification: { AttributeName: 'x', Enabled } };
    expect(storeTable({ ...table, properties }).TimeToLiveSpecification?.Enabled).toBe(false);
  });
});
