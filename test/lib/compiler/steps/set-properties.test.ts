import fc from 'fast-check';
import { compiled, executionArn, type Run, TestStage } from '../machine-run';

async function set(properties: object, before: object = {}, steps: object[] = []) {
  const stage = await TestStage.open();
  await stage.putContact({ ...before });
  const workflow = compiled({ steps: [{ id: 'set', type: 'setProperties', properties }, ...steps] });
  const run = await stage.run(workflow, { objectId: '1001' }, 'run-1');
  return { stage, run, record: await stage.contact() };
}
const states = (run: Run) => run.visits.slice(2, -1).map(({ state }) => state);

describe('setProperties', () => {
  it.each<[what: string, properties: object, before: object, after: object]>([
    ['sets literals of every type', { a: 'x', b: 1.5, c: false }, {}, { a: 'x', b: 1.5, c: false }],
    ['leaves the others alone', { a: 'new' }, { a: 'old', z: 1 }, { a: 'new', z: 1 }],
    ['clears by a literal null', { a: null }, { a: 'old', z: 1 }, { z: 1 }],
    ['clears what is not there', { a: null }, { z: 1 }, { z: 1 }],
    ['writes what an expression gives', { a: '{% $record.z + 1 %}' }, { z: 1 }, { a: 2, z: 1 }],
    ['writes objects and lists', { a: '{% {"b": [[1], []]} %}' }, {}, { a: { b: [[1], []] } }],
    ['writes a list of one', { a: '{% [$record.z] %}' }, { z: 1 }, { a: [1], z: 1 }],
    [
      'leaves alone what an absent value would set',
      { a: '{% $record.no %}', b: 1 },
      { a: 'old' },
      { a: 'old', b: 1 },
    ],
    ['leaves alone what a null would set', { a: '{% null %}', b: 1 }, { a: 'old' }, { a: 'old', b: 1 }],
    [
      'writes an empty text, false and zero',
      { a: '{% "" %}', b: '{% false %}', c: '{% 0 %}' },
      {},
      { a: '', b: false, c: 0 },
    ],
    ['sets and clears at once', { a: 1, b: null, c: '{% "x" %}' }, { b: 1 }, { a: 1, c: 'x' }],
    [
      'has names that DynamoDB reserves',
      { status: 'a', name: 'b', size: 1 },
      {},
      { status: 'a', name: 'b', size: 1 },
    ],
    ['keeps a text that holds a number', { a: '{% "007" %}', b: '8' }, {}, { a: '007', b: '8' }],
    [
      'keeps a text that looks like a placeholder',
      { a: ':me', b: '#version' },
      {},
      { a: ':me', b: '#version' },
    ],
  ])('%s', async (_, properties, before, after) => {
    const { run, record } = await set(properties, before);

    expect(run.status).toBe('SUCCEEDED');
    expect(record).toMatchObject({
      version: 2,
      updatedAt: '2026-11-24T04:00:00.000Z',
      createdAt: '2026-11-01T00:00:00.000Z',
      writer: executionArn('run-1'),
    });
    expect(record?.properties).toEqual(after);
    expect(run.variables.record).toEqual(after);
    expect(run.transitions).toBe(4);
  });

  it('changes nothing, the version neither, where every value is absent', async () => {
    const { run, record } = await set({ a: '{% $record.no %}', b: '{% null %}' }, { a: 'old' });

    expect(run.status).toBe('SUCCEEDED');
    expect(record).toMatchObject({ properties: { a: 'old' }, version: 1, writer: 'user' });
  });

  it('brings the new record: the next step need not read it again', async () => {
    const read = { id: 'read', type: 'emit', event: 'e', detail: { a: '{% $record.a %}' } };

    const { stage, run } = await set({ a: '{% $record.a & "!" %}' }, { a: 'x' }, [read]);

    expect(states(run)).toEqual(['set', 'read']);
    expect(stage.events).toMatchObject([{ Detail: { a: 'x!' } }]);
  });

  it('evaluates each expression once: else what is random would be named and not given', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `p${index}`);
    const properties = Object.fromEntries(names.map((name) => [name, '{% $random() > 0.5 ? $uuid() %}']));

    const { run, record } = await set(properties, {});

    expect(run.status).toBe('SUCCEEDED');
    const written = Object.keys(record?.properties ?? {}).length;
    expect(written).toBeGreaterThan(0);
    expect(written).toBeLessThan(names.length);
  });

  it('writes any mixture as it stands', async () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.tuple(value, fc.boolean()), { minKeys: 1 }),
        async (wanted) => {
          const properties: Record<string, unknown> = {};
          const after: Record<string, unknown> = { a: 'old', b: 'old' };
          for (const [name, [given, dynamic]] of Object.entries(wanted)) {
            if (typeof given === 'string' && given.startsWith('{%')) return;
            properties[name] = dynamic ? `{% ${JSON.stringify(given)} %}` : given;
            if (given !== null) after[name] = given;
            else if (!dynamic) delete after[name];
          }
          expect((await set(properties, { a: 'old', b: 'old' })).record?.properties).toEqual(after);
        },
      ),
      { numRuns: 50 },
    );
  });

  describe('on a record that was deleted', () => {
    const withDelay = (fields: object = {}) =>
      compiled({
        steps: [
          { id: 'w', type: 'delay', for: '1 day' },
          { id: 'set', type: 'setProperties', title: 'Hand over', properties: { a: 1 }, ...fields },
        ],
      });

    async function runOnDeleted(workflow: ReturnType<typeof compiled>) {
      const stage = await TestStage.open();
      await stage.putContact();
      stage.before = async ({ stateName }) => {
        if (stateName === 'Hand over') await stage.delete('record#contact#1001', 'record');
      };
      return { stage, run: await stage.run(workflow, { objectId: '1001' }) };
    }

    it('fails as RecordDeleted, creates nothing, and goes on after a redrive when it is back', async () => {
      const workflow = withDelay();
      const { stage, run } = await runOnDeleted(workflow);
      expect(run.status).toBe('FAILED');
      expect(run.cause).toContain('RecordDeleted: contact 1001');
      expect(await stage.contact()).toBeUndefined();
      expect(states(run)).toEqual(['w', 'Hand over']);

      stage.before = () => {};
      await stage.putContact();
      run.execution.redrive();

      expect((await stage.ended(workflow, run.execution)).status).toBe('SUCCEEDED');
      expect((await stage.contact())?.properties).toEqual({ a: 1 });
    });

    it("is told to the author's onError by name", async () => {
      const onError = [{ id: 't', type: 'emit', event: 'e', detail: { name: '{% $error.name %}' } }];
      const { stage, run } = await runOnDeleted(withDelay({ onError }));
      expect(run.status).toBe('SUCCEEDED');
      expect(stage.events).toMatchObject([{ Detail: { name: 'RecordDeleted' } }]);
    });
  });

  it('is tried again when it meets a transaction', async () => {
    const stage = await TestStage.open();
    await stage.putContact();
    let count = 0;
    stage.before = ({ stateName }) => {
      if (stateName === 'set' && count++ < 2) throw new Error('TransactionConflictException');
    };
    const workflow = compiled({ steps: [{ id: 'set', type: 'setProperties', properties: { a: 1 } }] });

    expect((await stage.run(workflow, { objectId: '1001' })).transitions).toBe(4 + 2);
  });
});
