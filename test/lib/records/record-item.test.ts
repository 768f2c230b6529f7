import { MalformedItemError } from '../../../lib/records/malformed-item-error';
import { recordFromItem, recordToItem } from '../../../lib/records/record-item';

const record = {
  objectType: 'contact',
  objectId: '1001',
  properties: { email: 'ana@example.com', scores: [1, 2] },
  version: 3,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-02T00:00:00.000Z',
  writer: 'user',
};

describe('a record as an item', () => {
  it('has the attributes of docs/data-model.md', () => {
    expect(recordToItem(record)).toEqual({
      pk: { S: 'record#contact#1001' },
      sk: { S: 'record' },
      schemaVersion: { N: '1' },
      objectType: { S: 'contact' },
      objectId: { S: '1001' },
      properties: { M: { email: { S: 'ana@example.com' }, scores: { L: [{ N: '1' }, { N: '2' }] } } },
      version: { N: '3' },
      createdAt: { S: '2026-01-01T00:00:00.000Z' },
      updatedAt: { S: '2026-01-02T00:00:00.000Z' },
      writer: { S: 'user' },
    });
  });

  it('comes back', () => {
    expect(recordFromItem(recordToItem(record))).toEqual(record);
  });

  it.each(['properties', 'version', 'objectId', 'writer'])('is refused without its %s', (attribute) => {
    const { [attribute]: _, ...item } = recordToItem(record);

    expect(() => recordFromItem(item)).toThrow(MalformedItemError);
    expect(() => recordFromItem(item)).toThrow(attribute);
  });
});
