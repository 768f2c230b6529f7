import fc from 'fast-check';
import type { ChangeRecord } from '../../../../lib/local/dynamodb/database';
import { openStore, type Store } from '../../../../lib/local/dynamodb/store';
import { caseTable } from './cases/operation-case';

const TableName = caseTable.TableName;
const table = { ...caseTable, TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true } };
const key = (sk = '1', pk = 'a') => ({ pk: { S: pk }, sk: { S: sk } });

describe('an embedded store', () => {
  let time: number;
  let store: Store;
  beforeEach(async () => {
    time = Date.parse('2026-01-01T00:00:00.000Z');
    store = await openStore({ tables: [table], clock: { now: () => time } });
  });
  afterEach(() => store.close());

  const put = (attributes: object = {}, itemKey: object = key()) =>
    store.call('PutItem', { TableName, Item: { ...itemKey, ...attributes } });
  const get = async (itemKey: object = key()) =>
    (await store.call('GetItem', { TableName, Key: itemKey })).Item;

  it('hands out copies, so that nobody changes what is stored', async () => {
    const words = { SS: ['a'] };
    await put({ words });
    words.SS.push('b');
    const first = JSON.parse(JSON.stringify(await get()));

    const item = await get();
    Object.assign(item ?? {}, { words: { SS: [] } });

    expect(await get()).toEqual(first);
  });

  it('lets one of a thousand concurrent duplicates of an enrollment in, and tells the others why', async () => {
    const enroll = (execution: string) =>
      store.call('TransactWriteItems', {
        TransactItems: [
          {
            Update: {
              TableName,
              Key: key('marker'),
              UpdateExpression: 'SET #s = :active, execution = :me ADD enrollments :one',
              ConditionExpression: 'attribute_not_exists(pk) OR execution = :me',
              ExpressionAttributeNames: { '#s': 'status' },
              ExpressionAttributeValues: {
                ':active': { S: 'active' },
                ':me': { S: execution },
                ':one': { N: '1' },
              },
            },
          },
          { Put: { TableName, Item: key('event'), ConditionExpression: 'attribute_not_exists(pk)' } },
          { Put: { TableName, Item: key(`run-${execution}`) } },
        ],
      });

    const outcomes = await Promise.allSettled(Array.from({ length: 1000 }, (_, at) => enroll(`e${at}`)));

    const winners = outcomes.filter(({ status }) => status === 'fulfilled');
    const reasons = new Set(
      outcomes.map((outcome) => (outcome.status === 'rejected' ? String(outcome.reason.message) : '')),
    );
    expect(winners).toHaveLength(1);
    expect([...reasons].sort()).toEqual([
      '',
      'Transaction cancelled, please refer cancellation reasons for specific reasons [ConditionalCheckFailed, ConditionalCheckFailed, None]',
    ]);
    expect(await get(key('marker'))).toMatchObject({ enrollments: { N: '1' } });
    const runs = await store.call('Query', {
      TableName,
      KeyConditionExpression: 'pk = :a AND begins_with(sk, :run)',
      ExpressionAttributeValues: { ':a': { S: 'a' }, ':run': { S: 'run-' } },
    });
    expect(runs.Count).toBe(1);
  });

  it('expires items by its clock, and tells that they expired', async () => {
    const changes: ChangeRecord[] = [];
    store.onChange((change) => changes.push(change));
    const seconds = time / 1000;
    await put({ expiresAt: { N: String(seconds + 10) } });
    await put({ expiresAt: { S: String(seconds - 10) } }, key('2'));
    await put({ expiresAt: { N: String(seconds - 6 * 365 * 24 * 3600) } }, key('3'));

    time += 9_000;
    expect(await get()).toBeDefined();
    time += 1_000;
    expect(await get()).toBeUndefined();

    expect(await get(key('2'))).toBeDefined();
    expect(await get(key('3'))).toBeDefined();
    expect(changes.at(-1)).toMatchObject({ keys: key(), newImage: undefined, cause: 'expiry' });
  });

  it('expires nothing while time to live is off', async () => {
    const off = { AttributeName: 'expiresAt', Enabled: false };
    await store.call('UpdateTimeToLive', { TableName, TimeToLiveSpecification: off });
    await put({ expiresAt: { N: '1767225600' } });

    time += 1_000_000;

    expect(await get()).toBeDefined();
  });

  it('expires what was there before time to live was switched on', async () => {
    const specification = (Enabled: boolean) => ({ AttributeName: 'expiresAt', Enabled });
    await store.call('UpdateTimeToLive', { TableName, TimeToLiveSpecification: specification(false) });
    await put({ expiresAt: { N: String(time / 1000) } });

    await store.call('UpdateTimeToLive', { TableName, TimeToLiveSpecification: specification(true) });

    expect(await get()).toBeUndefined();
  });

  it('tells of every change in order, with both images, and of nothing that did not change', async () => {
    const changes: ChangeRecord[] = [];
    store.onChange((change) => changes.push(change));

    await put({ note: { S: 'one' } });
    await put({ note: { S: 'one' } });
    await store.call('UpdateItem', {
      TableName,
      Key: key(),
      UpdateExpression: 'SET note = :two',
      ExpressionAttributeValues: { ':two': { S: 'two' } },
    });
    await expect(
      store.call('DeleteItem', { TableName, Key: key(), ConditionExpression: 'attribute_not_exists(pk)' }),
    ).rejects.toThrow('The conditional request failed');
    await store.call('TransactWriteItems', {
      TransactItems: [{ Delete: { TableName, Key: key() } }, { Put: { TableName, Item: key('2') } }],
    });

    const one = { ...key(), note: { S: 'one' } };
    const two = { ...key(), note: { S: 'two' } };
    const common = { tableName: TableName, cause: 'request' };
    expect(changes).toEqual([
      { ...common, keys: key(), oldImage: undefined, newImage: one, sequence: 1 },
      { ...common, keys: key(), oldImage: one, newImage: two, sequence: 2 },
      { ...common, keys: key(), oldImage: two, newImage: undefined, sequence: 3 },
      { ...common, keys: key('2'), oldImage: undefined, newImage: key('2'), sequence: 4 },
    ]);
  });

  it('shows a listener whole transactions only, and tells of what it changes in turn', async () => {
    const told: unknown[] = [];
    const seen: unknown[] = [];
    store.onChange(({ keys, sequence }) => {
      told.push([sequence, keys.sk]);
      if (sequence > 2) return;
      void get(key('2')).then((item) => seen.push(item));
      void put({}, key(`echo-${sequence}`));
    });

    await store.call('TransactWriteItems', {
      TransactItems: [{ Put: { TableName, Item: key('1') } }, { Put: { TableName, Item: key('2') } }],
    });
    await get();

    expect(told).toEqual([
      [1, { S: '1' }],
      [2, { S: '2' }],
      [3, { S: 'echo-1' }],
      [4, { S: 'echo-2' }],
    ]);
    expect(seen).toEqual([key('2'), key('2')]);
  });

  it('remembers the token of a transaction for ten minutes by its clock', async () => {
    const count = () =>
      store.call('TransactWriteItems', {
        ClientRequestToken: 'once',
        TransactItems: [
          {
            Update: {
              TableName,
              Key: key(),
              UpdateExpression: 'ADD tally :one',
              ExpressionAttributeValues: { ':one': { N: '1' } },
            },
          },
        ],
      });
    await count();
    time += 9 * 60_000;
    await count();
    expect(await get()).toMatchObject({ tally: { N: '1' } });

    time += 2 * 60_000;
    await count();

    expect(await get()).toMatchObject({ tally: { N: '2' } });
  });

  it('keeps its indexes right whatever is written', async () => {
    const kinds = fc.constantFrom<string | undefined>('x', 'y', undefined);
    const write = fc.record({
      sk: fc.constantFrom('1', '2', '3', '4'),
      kind: kinds,
      ranking: fc.integer({ min: -3, max: 3 }),
      gone: fc.boolean(),
    });

    await fc.assert(
      fc.asyncProperty(fc.array(write, { maxLength: 30 }), async (writes) => {
        const model = new Map<string, { kind: string | undefined; ranking: number }>();
        for (const sk of ['1', '2', '3', '4']) await store.call('DeleteItem', { TableName, Key: key(sk) });
        for (const { sk, kind, ranking, gone } of writes) {
          if (gone) {
            model.delete(sk);
            await store.call('DeleteItem', { TableName, Key: key(sk) });
          } else {
            model.set(sk, { kind, ranking });
            await put(
              { ranking: { N: String(ranking) }, ...(kind === undefined ? {} : { kind: { S: kind } }) },
              key(sk),
            );
          }
        }

        const { Items } = JSON.parse(
          JSON.stringify(
            await store.call('Query', {
              TableName,
              IndexName: 'by-kind',
              KeyConditionExpression: 'kind = :x',
              ExpressionAttributeValues: { ':x': { S: 'x' } },
            }),
          ),
        );

        const expected = [...model].filter(([, { kind }]) => kind === 'x');
        expected.sort(([one, a], [two, b]) => a.ranking - b.ranking || (one < two ? -1 : 1));
        expect(Items.map((item: { sk: { S: string } }) => item.sk.S)).toEqual(expected.map(([sk]) => sk));
      }),
      { numRuns: 50 },
    );
  });

  it('does transactions all or not at all, however they mix with other operations', async () => {
    const account = fc.constantFrom('a', 'b', 'c', 'd');
    const transfer = fc.record({
      kind: fc.constant('transfer' as const),
      from: account,
      to: account,
      amount: fc.integer({ min: 1, max: 40 }),
    });
    const audit = fc.record({ kind: fc.constant('audit' as const) });
    const deposit = fc.record({
      kind: fc.constant('deposit' as const),
      to: account,
      amount: fc.integer({ min: 1, max: 5 }),
    });
    const accounts = ['a', 'b', 'c', 'd'];
    const add = (sk: string, amount: number, condition: object = {}) => ({
      TableName,
      Key: key(sk),
      UpdateExpression: 'ADD amount :n',
      ...condition,
      ExpressionAttributeValues: {
        ':n': { N: String(amount) },
        ...('ConditionExpression' in condition ? { ':least': { N: String(-amount) } } : {}),
      },
    });
    const covered = { ConditionExpression: 'amount >= :least' };

    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(transfer, audit, deposit), { maxLength: 40 }),
        async (operations) => {
          const model = new Map(accounts.map((sk) => [sk, 50]));
          for (const sk of accounts) await put({ amount: { N: '50' } }, key(sk));

          // Begun at once: the store does them in the order in which they came.
          const results = operations.map(async (operation) => {
            if (operation.kind === 'deposit') {
              await store.call('UpdateItem', add(operation.to, operation.amount));
              return undefined;
            }
            if (operation.kind === 'audit') {
              const { Responses } = JSON.parse(
                JSON.stringify(
                  await store.call('TransactGetItems', {
                    TransactItems: accounts.map((sk) => ({ Get: { TableName, Key: key(sk) } })),
                  }),
                ),
              );
              return Responses.map((response: { Item: { amount: { N: string } } }) =>
                Number(response.Item.amount.N),
              );
            }
            return store
              .call('TransactWriteItems', {
                TransactItems: [
                  { Update: add(operation.to, operation.amount) },
                  { Update: add(operation.from, -operation.amount, covered) },
                ],
              })
              .then(
                () => 'done',
                (error: Error) => error.message.replace(/.*\[/, '['),
              );
          });
          const expected = operations.map((operation) => {
            if (operation.kind === 'deposit') {
              model.set(operation.to, (model.get(operation.to) ?? 0) + operation.amount);
              return undefined;
            }
            if (operation.kind === 'audit') return accounts.map((sk) => model.get(sk));
            if (operation.from === operation.to)
              return 'Transaction request cannot include multiple operations on one item';
            if ((model.get(operation.from) ?? 0) < operation.amount) return '[None, ConditionalCheckFailed]';
            model.set(operation.to, (model.get(operation.to) ?? 0) + operation.amount);
            model.set(operation.from, (model.get(operation.from) ?? 0) - operation.amount);
            return 'done';
          });

          expect(await Promise.all(results)).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('goes through a table in pages, each item once, while others are written', async () => {
    for (let at = 0; at < 50; at++) await put({}, key(String(at % 7), `p${at}`));
    const seen: string[] = [];
    let ExclusiveStartKey: unknown;
    do {
      const { Items, LastEvaluatedKey } = JSON.parse(
        JSON.stringify(await store.call('Scan', { TableName, Limit: 3, ExclusiveStartKey })),
      );
      seen.push(...Items.map((item: { pk: { S: string } }) => item.pk.S));
      ExclusiveStartKey = LastEvaluatedKey;
      await store.call('DeleteItem', { TableName, Key: LastEvaluatedKey ?? key() });
    } while (ExclusiveStartKey !== undefined);

    expect(seen).toHaveLength(50);
    expect(new Set(seen).size).toBe(50);
  });

  it('divides a scan into segments', async () => {
    for (let at = 0; at < 40; at++) await put({}, key('1', `p${at}`));

    const counts = await Promise.all(
      [0, 1, 2].map(
        async (Segment) => (await store.call('Scan', { TableName, Segment, TotalSegments: 3 })).Count,
      ),
    );

    expect(counts.reduce<number>((sum, count) => sum + Number(count), 0)).toBe(40);
    expect(counts).not.toContain(0);
  });

  it('describes and lists its tables', async () => {
    await put();

    expect(await store.call('DescribeTable', { TableName })).toMatchObject({
      Table: { TableName, TableStatus: 'ACTIVE', ItemCount: 1, KeySchema: table.KeySchema },
    });
    expect(await store.call('ListTables', {})).toEqual({ TableNames: [TableName] });
  });

  it.each(['Expected', 'AttributeUpdates'])(
    'refuses %s, which expressions have replaced',
    async (parameter) => {
      await expect(store.call('UpdateItem', { TableName, Key: key(), [parameter]: {} })).rejects.toThrow(
        parameter,
      );
    },
  );
});
