import { fork } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { openStore, type Store } from '../../../../lib/local/dynamodb/store';
import { packageRoot } from '../../../../lib/package-root';
import { caseTable } from './cases/operation-case';

const TableName = caseTable.TableName;
const key = (sk: string) => ({ pk: { S: 'a' }, sk: { S: sk } });

describe("a store's file", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'coded-actions-store-'));
    file = join(folder, 'data', 'records.log');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const open = (tables = [caseTable]) => openStore({ tables, file, clock: Date });
  const put = (store: Store, sk: string, attributes: object = {}) =>
    store.call('PutItem', { TableName, Item: { ...key(sk), ...attributes } });
  const names = async (store: Store): Promise<string[]> => {
    const { Items } = JSON.parse(JSON.stringify(await store.call('Scan', { TableName })));
    return Items.map((item: { sk: { S: string } }) => item.sk.S);
  };

  it('brings back what was written, changed and deleted', async () => {
    const store = await open();
    await put(store, '1', { note: { S: 'é' }, amount: { N: '12345678901234567890.5' } });
    await put(store, '2');
    await store.call('TransactWriteItems', {
      TransactItems: [{ Delete: { TableName, Key: key('2') } }, { Put: { TableName, Item: key('3') } }],
    });
    await store.close();

    const again = await open();

    expect(await names(again)).toEqual(['1', '3']);
    expect((await again.call('GetItem', { TableName, Key: key('1') })).Item).toEqual({
      ...key('1'),
      note: { S: 'é' },
      amount: { N: '12345678901234567890.5' },
    });
    await again.close();
  });

  it('goes on counting changes, and remembers tokens', async () => {
    const count = (store: Store) =>
      store.call('TransactWriteItems', {
        ClientRequestToken: 'once',
        TransactItems: [
          {
            Update: {
              TableName,
              Key: key('1'),
              UpdateExpression: 'ADD tally :n',
              ExpressionAttributeValues: { ':n': { N: '1' } },
            },
          },
        ],
      });
    const store = await open();
    await count(store);
    await store.close();

    const again = await open();
    const sequences: number[] = [];
    again.onChange(({ sequence }) => sequences.push(sequence));
    await count(again);
    await put(again, '2');

    expect((await again.call('GetItem', { TableName, Key: key('1') })).Item).toMatchObject({
      tally: { N: '1' },
    });
    expect(sequences).toEqual([2]);
    await again.close();
  });

  it('cuts off a line that a killed process did not finish, at any byte', async () => {
    const store = await open();
    await put(store, '1');
    await store.close();
    const before = statSync(file).size;
    const more = await open();
    await put(more, '2', { note: { S: 'é' } });
    await more.close();
    const whole = readFileSync(file);

    for (let size = before; size < whole.length; size++) {
      writeFileSync(file, whole.subarray(0, size));
      const again = await open();
      expect(await names(again)).toEqual(['1']);
      await put(again, '3');
      await again.close();
      const third = await open();
      expect(await names(third)).toEqual(['1', '3']);
      await third.close();
    }
  });

  it('begins anew where a killed process had written only a part of the first line', async () => {
    await (await open()).close();
    truncateSync(file, 5);

    const again = await open();

    expect(await names(again)).toEqual([]);
    await again.close();
  });

  it('is refused where a line in it was changed, with the place', async () => {
    const store = await open();
    await put(store, '1');
    await put(store, '2');
    await store.close();
    writeFileSync(file, readFileSync(file, 'utf8').replace('"1"', '"7"'));

    await expect(open()).rejects.toMatchObject({
      code: 'store-damaged',
      message: expect.stringContaining('line 2'),
    });
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  it('is refused where it is another file', async () => {
    await (await open()).close();
    writeFileSync(file, '{"some": "json"}\n');

    await expect(open()).rejects.toMatchObject({ code: 'store-damaged' });
    expect(readFileSync(file, 'utf8')).toBe('{"some": "json"}\n');
  });

  it('keeps the items of tables that are not defined for a while', async () => {
    const store = await open();
    await put(store, '1');
    await store.close();
    await (await open([])).close();

    const again = await open();

    expect(await names(again)).toEqual(['1']);
    await again.close();
  });

  it('is written anew when most of it is past, and loses nothing by that', async () => {
    const store = await open();
    let longest = 0;
    for (let at = 0; at < 10_100; at++) {
      await put(store, '1', { at: { N: String(at) } });
      if (at === 10_000) longest = statSync(file).size;
    }
    expect(statSync(file).size).toBeLessThan(longest / 10);
    await put(store, '2');
    await store.close();

    const again = await open();

    expect((await again.call('GetItem', { TableName, Key: key('1') })).Item).toMatchObject({
      at: { N: '10099' },
    });
    expect(await names(again)).toEqual(['1', '2']);
    await again.close();
  });

  it.each<[what: string, harm: () => void]>([
    ['was deleted', () => rmSync(file)],
    ['was deleted with its folder', () => rmSync(dirname(file), { recursive: true })],
    [
      'was replaced by a copy',
      () => {
        renameSync(file, `${file}.old`);
        copyFileSync(`${file}.old`, file);
      },
    ],
    ['lost its lock', () => rmSync(`${file}.lock`)],
    ['lost its lock to another process', () => writeFileSync(`${file}.lock`, '{"pid":1}')],
  ])('keeps nothing more when it %s, and says so', async (_what, harm) => {
    const store = await open();
    await put(store, '1');
    expect(store.failure()).toBeUndefined();

    harm();

    expect(store.failure()).toMatchObject({ code: 'store-lost' });
    await expect(put(store, '2')).rejects.toBe(store.failure());
    expect(await names(store)).toEqual(['1']);
    await store.close();
  });

  it("leaves another process's lock where it is when it is closed", async () => {
    const store = await open();
    writeFileSync(`${file}.lock`, 'of another');

    await store.close();

    expect(readFileSync(`${file}.lock`, 'utf8')).toBe('of another');
  });

  it('is one process at a time, and says who has it', async () => {
    const store = await open();

    await expect(open()).rejects.toMatchObject({
      code: 'store-in-use',
      message: expect.stringContaining(`process ${process.pid}`),
      remedy: expect.stringContaining(`${file}.lock`),
    });
    await store.close();

    await (await open()).close();
  });

  it.each([
    ['of a process that is no more', JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), command: 'x' })],
    [
      'of an earlier process with the same id',
      JSON.stringify({ pid: process.pid, host: hostname(), command: 'x', started: '1' }),
    ],
    ['that says nothing', ''],
  ])('is opened over a lock %s', async (_, lock) => {
    await (await open()).close();
    writeFileSync(`${file}.lock`, lock);

    const store = await open();

    expect(await names(store)).toEqual([]);
    await store.close();
  });

  it('is not opened over a lock of another machine, which nobody can look at', async () => {
    await (await open()).close();
    writeFileSync(`${file}.lock`, JSON.stringify({ pid: 1, host: 'another-machine', command: 'x' }));

    await expect(open()).rejects.toMatchObject({ message: expect.stringContaining('another-machine') });
    rmSync(`${file}.lock`);
  });

  it('has everything that a process was told is done, whenever it is killed', async () => {
    const writer = join(folder, 'writer.js');
    buildSync({
      stdin: {
        contents: `
          import { openStore } from './lib/local/dynamodb/store';
          const table = ${JSON.stringify(caseTable)};
          openStore({ tables: [table], file: process.argv[2], clock: Date }).then(async (store) => {
            for (let at = 0; ; at++) {
              const item = (sk) => ({ Put: { TableName: table.TableName, Item: { pk: { S: 'a' }, sk: { S: sk } } } });
              await store.call('TransactWriteItems', { TransactItems: [item('x' + at), item('y' + at)] });
              process.send(at);
            }
          });`,
        resolveDir: packageRoot(),
        loader: 'ts',
      },
      bundle: true,
      platform: 'node',
      outfile: writer,
      logLevel: 'error',
    });

    for (const afterMilliseconds of [5, 20, 45]) {
      const child = fork(writer, [file], { stdio: 'ignore' });
      let told = -1;
      child.on('message', (at) => {
        told = Number(at);
      });
      await once(child, 'message');
      await new Promise((resolve) => setTimeout(resolve, afterMilliseconds));
      child.kill('SIGKILL');
      await once(child, 'exit');

      const store = await open();
      const found = new Set(await names(store));
      await store.close();
      for (let at = 0; at <= told; at++) expect(found.has(`x${at}`) && found.has(`y${at}`)).toBe(true);
      for (const name of found)
        expect(found.has(name.replace(/^x/, 'y')) && found.has(name.replace(/^y/, 'x'))).toBe(true);
    }
  });

  it('takes nothing that was not written whole: a line without its end is no commit', async () => {
    const store = await open();
    await put(store, '1');
    await store.close();
    appendFileSync(file, '00000000 [2,[["cases"');

    const again = await open();

    expect(await names(again)).toEqual(['1']);
    await again.close();
  });
});
