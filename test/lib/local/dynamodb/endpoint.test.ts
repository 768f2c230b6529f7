import { request as httpRequest } from 'node:http';
import { crc32 } from 'node:zlib';
import { openStore, type Store } from '../../../../lib/local/dynamodb/store';
import { caseTable } from './cases/operation-case';

const TableName = caseTable.TableName;
const Key = { pk: { S: 'a' }, sk: { S: '1' } };
const headers = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': 'DynamoDB_20120810.GetItem',
};

describe("the store's endpoint", () => {
  let store: Store;
  let url: string;
  beforeAll(async () => {
    store = await openStore({ tables: [caseTable], clock: Date });
    url = (await store.listen()).url;
    await store.call('PutItem', { TableName, Item: Key });
  });
  afterAll(() => store.close());

  const post = (body: string, other: Record<string, string> = {}) =>
    fetch(url, { method: 'POST', headers: { ...headers, ...other }, body });

  it('is on the loopback address alone', () => {
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('answers what the store does, with the checksum that clients look at', async () => {
    const response = await post(JSON.stringify({ TableName, Key }));

    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.status).toBe(200);
    expect(JSON.parse(bytes.toString())).toEqual({ Item: Key });
    expect(response.headers.get('x-amz-crc32')).toBe(String(crc32(bytes)));
    expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.0');
  });

  it('answers errors with status 400 and their type', async () => {
    const response = await post(JSON.stringify({ TableName: 'nowhere', Key }));

    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
      message: 'Cannot do operations on a non-existent table',
    });
  });

  it.each<[string, string, Record<string, string>]>([
    ['a body that is not JSON', '{', {}],
    ['an operation that is not known', '{}', { 'x-amz-target': 'DynamoDB_20120810.DropEverything' }],
    // A page in a browser may send text/plain to any address without asking.
    ['what any page may send', '{}', { 'content-type': 'text/plain' }],
  ])('refuses %s', async (_, body, other) => {
    expect((await post(body, other)).status).toBe(400);
  });

  it('refuses a name for the loopback address that somebody else controls', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = httpRequest(
        url,
        { method: 'POST', headers: { ...headers, host: 'evil.example' } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      sent.on('error', reject);
      sent.end(JSON.stringify({ TableName, Key }));
    });

    expect(status).toBe(400);
  });

  it('refuses a request over 16 MB', async () => {
    expect((await post(`"${'x'.repeat(16 * 1024 * 1024)}"`)).status).toBe(413);
  });

  it('says which port is taken', async () => {
    await expect(store.listen(Number(new URL(url).port))).rejects.toThrow('EADDRINUSE');
  });
});
