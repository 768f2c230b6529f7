import { openStore, type Store } from '../../../lib/local/dynamodb/store';
import type { AttributeMap } from '../../../lib/records/attribute-value';
import { getRecordRequest } from '../../../lib/records/get-record';
import { putRecord, putRecordRequests, type RecordToPut } from '../../../lib/records/put-record';
import { recordFromItem } from '../../../lib/records/record-item';
import { maximumRecordSize } from '../../../lib/records/record-size';
import type { UpdateItemRequest } from '../../../lib/records/table-call';
import { namedTable } from '../../../lib/records/table-definition';
import { storedItem } from './stored-item';

const ana = { objectType: 'contact', objectId: '1001' };
const now = '2026-01-01T00:00:00.000Z';
const later = '2026-01-02T00:00:00.000Z';

describe('storing a record', () => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore({ tables: [namedTable('records')], clock: Date });
  });
  afterEach(() => store.close());

  const put = async (properties: RecordToPut['properties'], time = now) =>
    recordFromItem(
      await putRecord(putRecordRequests('records', { ...ana, properties }, time), update(store)),
    );

  it('creates what is not there', async () => {
    expect(await put({ email: 'ana@example.com', phone: null })).toEqual({
      ...ana,
      properties: { email: 'ana@example.com' },
      version: 1,
      createdAt: now,
      updatedAt: now,
      writer: 'user',
    });
  });

  it('merges into what is there: sets, clears what is null, and leaves the rest', async () => {
    await put({ email: 'ana@example.com', phone: '1', address: { city: 'Lugo' } });

    expect(await put({ phone: null, country: 'ES', status: 'new' }, later)).toEqual({
      ...ana,
      properties: { email: 'ana@example.com', address: { city: 'Lugo' }, country: 'ES', status: 'new' },
      version: 2,
      createdAt: now,
      updatedAt: later,
      writer: 'user',
    });
  });

  it('raises the version even where no property is given', async () => {
    await put({});

    expect(await put({ left: undefined })).toMatchObject({ version: 2, properties: {} });
  });

  it('takes names of any kind', async () => {
    await put({ 'a.b': 1, '#c': 2 });

    expect(await put({ 'a.b': 3, '#c': null })).toMatchObject({ properties: { 'a.b': 3 } });
  });

  it('is found by the request for it', async () => {
    await put({ email: 'ana@example.com' });

    const item = await storedItem(store, getRecordRequest('records', ana));

    expect(item === undefined ? undefined : recordFromItem(item)).toMatchObject({
      objectId: '1001',
      version: 1,
    });
  });

  it('tries again when another creates the record between its two requests', async () => {
    let first = true;
    const contested = async (request: UpdateItemRequest) => {
      if (first) {
        first = false;
        await put({ theirs: true });
        return undefined;
      }
      return update(store)(request);
    };

    const item = await putRecord(
      putRecordRequests('records', { ...ana, properties: { ours: true } }, now),
      contested,
    );

    expect(recordFromItem(item)).toMatchObject({ version: 2, properties: { theirs: true, ours: true } });
  });

  it('refuses properties over 128 KB of typed JSON', () => {
    // {"text":{"S":"…"}} is 17 bytes around the text.
    const text = 'x'.repeat(maximumRecordSize - 17);

    expect(() => putRecordRequests('records', { ...ana, properties: { text } }, now)).not.toThrow();
    expect(() => putRecordRequests('records', { ...ana, properties: { text: `${text}x` } }, now)).toThrow(
      'contact 1001 take 131073 bytes',
    );
  });

  it.each([
    ['an empty id', { objectType: 'contact', objectId: '' }],
    ['an empty type', { objectType: '', objectId: '1' }],
    ['an id that no key can hold', { objectType: 'contact', objectId: 'x'.repeat(2040) }],
  ])('refuses %s', (_, name) => {
    expect(() => putRecordRequests('records', { ...name, properties: {} }, now)).toThrow(
      expect.objectContaining({ code: 'invalid-record-name' }),
    );
  });
});

function update(store: Store) {
  return async (request: UpdateItemRequest): Promise<AttributeMap | undefined> => {
    try {
      const { Attributes } = await store.call('UpdateItem', request);
      return Attributes === undefined ? undefined : JSON.parse(JSON.stringify(Attributes));
    } catch (error) {
      if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return undefined;
      throw error;
    }
  };
}
