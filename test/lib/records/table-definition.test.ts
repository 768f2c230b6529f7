import { namedTable, tableDefinition } from '../../../lib/records/table-definition';

describe('the table', () => {
  it('defines exactly the attributes that its keys and indexes are made of, which CreateTable asks for', () => {
    const table = namedTable('records');

    const defined = table.AttributeDefinitions.map(({ AttributeName }) => AttributeName).sort();
    const used = [table, ...table.GlobalSecondaryIndexes].flatMap(({ KeySchema }) => KeySchema);
    expect(defined).toEqual([...new Set(used.map(({ AttributeName }) => AttributeName))].sort());
  });

  it('has the indexes of docs/data-model.md', () => {
    expect(tableDefinition.indexes.map(({ name }) => name)).toEqual([
      'runs-by-workflow',
      'runs-by-status',
      'runs-by-record',
    ]);
  });
});
