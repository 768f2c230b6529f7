import { maximumRecordSize } from '../../../../lib/records/record-size';
import { compiled, TestStage } from '../machine-run';

const workflow = compiled({ steps: [] });
const event = (detail: object) => ({ id: 'event-1', source: 'shop', 'detail-type': 'x', detail });

describe('Load the record', () => {
  it.each<[what: string, input: object, objectId: string]>([
    ['a text that a person typed', { objectId: '1001' }, '1001'],
    ['a number that a person typed', { objectId: 1001 }, '1001'],
    ["a text of an event's detail", event({ objectType: 'contact', objectId: 'a-1' }), 'a-1'],
    ["a number of an event's detail", event({ objectId: 20202020202 }), '20202020202'],
    ['a number of fifteen digits', { objectId: 999999999999999 }, '999999999999999'],
    ["an event's detail before anything else", { ...event({ objectId: '1' }), objectId: '2' }, '1'],
    ['separators and blanks', { objectId: '50% #1 of 2' }, '50% #1 of 2'],
  ])('takes the id from %s', async (_, input, objectId) => {
    const stage = await TestStage.open();
    const key = `record#contact#${objectId.replaceAll('%', '%25').replaceAll('#', '%23')}`;
    await stage.put({
      pk: { S: key },
      sk: { S: 'record' },
      properties: { M: { email: { S: 'ana@example.com' } } },
    });

    const run = await stage.run(workflow, input);

    expect(run.status).toBe('SUCCEEDED');
    expect(run.output).toEqual({ enrolled: true, record: { objectType: 'contact', objectId } });
    expect(run.variables.record).toEqual({ email: 'ana@example.com' });
  });

  it.each<[what: string, input: object]>([
    ['nothing', {}],
    ['an empty text', { objectId: '' }],
    ['a fraction', { objectId: 1.5 }],
    ['a number whose digits JSONata would lose', { objectId: 1234567890123456 }],
    ['null', { objectId: null }],
    ['an object', event({ objectId: { id: 1 } })],
    ['an event without one', event({})],
  ])('fails by name where the id is %s', async (_, input) => {
    const stage = await TestStage.open();

    const run = await stage.run(workflow, input);

    expect(run.status).toBe('FAILED');
    expect(run.error).toBe('States.QueryEvaluationError');
    expect(run.cause).toMatch(
      /ObjectIdMissing: the input has no objectId .* Start the workflow with \{"objectId": "1001"\}/,
    );
    expect(run.transitions).toBe(1);
    expect(stage.calls).toEqual([]);
  });

  it('reads the record consistently, and leaves out what is null', async () => {
    const stage = await TestStage.open();
    await stage.put({
      pk: { S: 'record#contact#1001' },
      sk: { S: 'record' },
      properties: { M: { tags: { L: [{ S: 'a' }] }, gone: { NULL: true }, age: { N: '41' } } },
    });

    const run = await stage.run(workflow, { objectId: '1001' });

    expect(run.variables.record).toEqual({ tags: ['a'], age: 41 });
    expect(stage.calls[0]?.arguments).toMatchObject({ ConsistentRead: true });
  });

  it("makes an unknown record of the event's properties, without nulls", async () => {
    const stage = await TestStage.open();

    const run = await stage.run(workflow, event({ objectId: '7', properties: { email: 'b@c', none: null } }));

    expect(run.variables.record).toEqual({ email: 'b@c' });
    expect(run.variables.found).toBe(false);
    expect(await stage.contact('7')).toMatchObject({ properties: { email: 'b@c' }, version: 1 });
  });

  it("leaves a known record as it is: the event's properties are the trigger's only", async () => {
    const stage = await TestStage.open();
    await stage.putContact({ email: 'old' });

    const run = await stage.run(workflow, event({ objectId: '1001', properties: { email: 'new' } }));

    expect(run.variables.record).toEqual({ email: 'old' });
    expect((await stage.contact())?.properties).toEqual({ email: 'old' });
  });

  it('fails as RecordNotFound for an unknown record without properties, and a redrive finds it', async () => {
    const stage = await TestStage.open();
    const run = await stage.run(workflow, event({ objectId: '1001' }));
    expect(run.status).toBe('FAILED');
    expect(run.cause).toContain(
      'RecordNotFound: there is no contact 1001, and the event brings no detail.properties',
    );
    expect(run.visits.map(({ state }) => state)).toEqual(['Load the record']);

    await stage.putContact();
    run.execution.redrive();

    expect((await stage.ended(workflow, run.execution)).status).toBe('SUCCEEDED');
  });

  it.each<[where: string, size: number, status: string]>([
    ['at the limit', maximumRecordSize - '{"a":{"S":""}}'.length, 'SUCCEEDED'],
    ['above the limit', maximumRecordSize, 'FAILED'],
  ])('holds a record whose typed JSON is %s to it', async (_, size, status) => {
    const stage = await TestStage.open();
    await stage.putContact({ a: 'x'.repeat(size) });

    const run = await stage.run(workflow, { objectId: '1001' });

    expect(run.status).toBe(status);
    if (status === 'FAILED') expect(run.cause).toMatch(/RecordTooLarge: contact 1001 takes \d+ characters/);
  });

  it('assigns the stage and the workflow only where an expression reads them', async () => {
    const readsEnv = compiled({
      steps: [
        { id: 'a', type: 'emit', event: 'e', detail: { where: '{% $env.stage & " " & $env.workflow %}' } },
      ],
    });
    const stage = await TestStage.open();
    await stage.putContact();

    await stage.run(readsEnv, { objectId: '1001' });

    expect(stage.events).toMatchObject([{ Detail: { where: 'dev test' } }]);
    expect(workflow.definition.States['Load the record']?.Assign).not.toHaveProperty('env');
  });
});
