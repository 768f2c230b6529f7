import fc from 'fast-check';
import { openStore, type Store } from '../../../lib/local/dynamodb/store';
import { TaskTokens } from '../../../lib/local/states';
import { attributesOf } from '../../../lib/records/attributes';
import { completeWait } from '../../../lib/records/complete-wait';
import { waitKey } from '../../../lib/records/keys';
import { namedTable } from '../../../lib/records/table-definition';
import { completionServices } from './completion-services';
import { storedItem } from './stored-item';

const TableName = 'records';
const now = Date.parse('2026-11-24T04:00:00Z');

describe('completing a pause', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore({ tables: [namedTable(TableName)], clock: { now: () => now } });
  });
  afterAll(() => store.close());

  /** What the machine's state does: whether it waits, or finds outputs. */
  const pause = async (callbackId: string, token: string): Promise<'waits' | 'completed'> => {
    try {
      await store.call('UpdateItem', {
        TableName,
        Key: attributesOf({ ...waitKey(callbackId) }),
        UpdateExpression:
          'SET #token = :token, callbackId = :id, execution = :id, workflow = :id, step = :id, objectType = :id, objectId = :id, waitingSince = :id, waitingUntil = :id',
        ConditionExpression: 'attribute_not_exists(#outputs)',
        ExpressionAttributeNames: { '#token': 'token', '#outputs': 'outputs' },
        ExpressionAttributeValues: attributesOf({ ':token': token, ':id': callbackId }),
      });
      return 'waits';
    } catch {
      return 'completed';
    }
  };

  it('reaches the run exactly once, with the first outputs, in whatever order things happen and get lost', async () => {
    let id = 0;
    const step = fc.constantFrom('pause', 'complete', 'lose', 'expire');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const tokens = new TaskTokens();
        const callbackId = `c${++id}`;
        const real = completionServices(store, tokens, TableName, () => now);
        const lossy = { ...real, succeed: () => Promise.reject(new Error('lost')) };
        const reached: unknown[] = [];
        let first: number | undefined;
        let close = () => {};
        for (const [index, what] of steps.entries()) {
          if (what === 'pause') {
            close();
            const { token, wait } = tokens.open();
            close = wait.close;
            if ((await pause(callbackId, token)) === 'completed') reached.push({ index: first });
            else void wait.outcome.then((outputs) => reached.push(outputs));
            // A run that has gone on does not pause again under the same id.
            if (reached.length > 0) break;
          } else if (what === 'expire') {
            close();
          } else {
            first ??= index;
            const services = what === 'lose' ? lossy : real;
            await completeWait({ callbackId, outputs: { index } }, services).catch(() => {});
            await new Promise((resolve) => setImmediate(resolve));
            if (reached.length > 0) break;
          }
        }
        expect(reached.length).toBeLessThanOrEqual(1);
        for (const outputs of reached) expect(outputs).toEqual({ index: first });
      }),
      { numRuns: 100 },
    );
  });

  it('stores outputs without nulls, and until when', async () => {
    const services = completionServices(store, new TaskTokens(), TableName, () => now);

    await completeWait({ callbackId: 'n', outputs: { a: null, b: { c: null, d: [null, 1] } } }, services);

    const item = await storedItem(store, { TableName, Key: attributesOf({ ...waitKey('n') }) });
    expect(item).toMatchObject({
      outputs: { S: '{"b":{"d":[null,1]}}' },
      completedAt: { S: '2026-11-24T04:00:00.000Z' },
      expiresAt: { N: String(now / 1000 + 30 * 86_400) },
      schemaVersion: { N: '1' },
    });
  });

  it('says the same again of a pause that was over when it was completed', async () => {
    const tokens = new TaskTokens();
    const services = completionServices(store, tokens, TableName, () => now);
    const { token, wait } = tokens.open();
    await pause('expired', token);
    wait.close();

    const outcomes = [];
    for (const x of [1, 2, 3])
      outcomes.push(await completeWait({ callbackId: 'expired', outputs: { x } }, services));

    expect(outcomes).toEqual(['over', 'over', 'over']);
    const item = await storedItem(store, { TableName, Key: attributesOf({ ...waitKey('expired') }) });
    expect(item).toMatchObject({ outputs: { S: '{"x":1}' }, missedAt: { S: '2026-11-24T04:00:00.000Z' } });
  });

  it('refuses more than a run can carry, and stores nothing of it', async () => {
    const services = completionServices(store, new TaskTokens(), TableName, () => now);

    const outputs = { text: 'x'.repeat(258_048) };
    await expect(completeWait({ callbackId: 'l', outputs }, services)).rejects.toThrow(
      'a run can carry 258048',
    );

    const item = await storedItem(store, { TableName, Key: attributesOf({ ...waitKey('l') }) });
    expect(item).toBeUndefined();
  });
});
