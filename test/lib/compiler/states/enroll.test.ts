import { eventToItem } from '../../../../lib/records/event-item';
import { eventItemLifetime, expiryAfter } from '../../../../lib/records/expiry';
import { markerToItem } from '../../../../lib/records/marker-item';
import { recordToItem } from '../../../../lib/records/record-item';
import { runToItem } from '../../../../lib/records/run-item';
import { compiled, executionArn, TestStage } from '../machine-run';

const now = '2026-11-24T04:00:00.000Z';
const name = { objectType: 'contact', objectId: '50% #1' };
const partition = 'record#contact#50%25 %231';
/** A step that fails, so that the run leaves things as enrolling made them. */
const stops = [{ id: 'stop', type: 'code', action: './stop.js' }];

async function enrolled(detail: object, workflow = compiled({ steps: stops })) {
  const stage = await TestStage.open();
  stage.actions = {
    stop: () => {
      throw new Error('stop');
    },
  };
  const run = await stage.run(workflow, { id: 'envelope-1', detail: { ...name, ...detail } }, 'run-1');
  expect(run.error).toBe('States.TaskFailed');
  return stage;
}

describe('Enroll the record', () => {
  const me = executionArn('run-1');

  it('writes the items that lib/records would write', async () => {
    const properties = { email: 'a@b', vip: true, scores: [1.5, -2], address: { lines: ['x'] } };

    const stage = await enrolled({ properties, idempotencyKey: 'sign#up' });

    const expected = [
      markerToItem(name, 'test', { status: 'active', execution: me, enrolledAt: now, enrollments: 1 }),
      eventToItem(name, 'test', 'sign#up', { execution: me, expiresAt: expiryAfter(now, eventItemLifetime) }),
      runToItem({
        ...name,
        execution: me,
        workflow: 'test',
        status: 'RUNNING',
        startedAt: now,
        redriveCount: 0,
      }),
      recordToItem({ ...name, properties, version: 1, createdAt: now, updatedAt: now, writer: me }),
    ];
    for (const item of expected) {
      const { pk, sk } = item as { pk: { S: string }; sk: { S: string } };
      expect(await stage.item(pk.S, sk.S)).toEqual(item);
    }
  });

  it.each<[what: string, input: object, key: string]>([
    ["the sender's key", { id: 'e', detail: { idempotencyKey: 'k' } }, 'k'],
    ["the sender's key, a number", { id: 'e', detail: { idempotencyKey: 12 } }, '12'],
    ["the envelope's id", { id: 'e', detail: {} }, 'e'],
    ["the envelope's id, where the key is null", { id: 'e', detail: { idempotencyKey: null } }, 'e'],
    ['the execution, where a person started it', { objectId: '1001' }, executionArn('run-1')],
    ['the execution, where a person gave an id', { objectId: '1001', id: 'e' }, executionArn('run-1')],
  ])('knows an event by %s', async (_, input, key) => {
    const stage = await TestStage.open();
    await stage.putContact();
    const detail = 'detail' in input ? { detail: { objectId: '1001', ...(input.detail as object) } } : {};

    await stage.run(compiled({ steps: [] }), { ...input, ...detail }, 'run-1');

    expect(await stage.item('record#contact#1001', `event#test#${key}`)).toBeDefined();
  });

  it('does not write a record that is there', async () => {
    const stage = await TestStage.open();
    await stage.putContact({ email: 'a' });
    const before = await stage.contact();

    await stage.run(compiled({ steps: [] }), { detail: { objectId: '1001', properties: { email: 'b' } } });

    expect(await stage.contact()).toEqual(before);
  });

  it('succeeds again when its answer got lost: every condition allows the execution that wrote', async () => {
    const stage = await TestStage.open();
    await stage.putContact();
    let lost = 0;
    stage.after = ({ action }) => {
      if (action === 'transactWriteItems' && lost++ === 0) throw new Error('The answer got lost.');
    };

    const run = await stage.run(compiled({ steps: [] }), { detail: { objectId: '1001' } });

    expect(run.output).toMatchObject({ enrolled: true });
    expect(run.transitions).toBe(4);
  });

  it('enrolls a record that it created when the answer got lost', async () => {
    const stage = await TestStage.open();
    let lost = 0;
    stage.after = ({ action }) => {
      if (action === 'transactWriteItems' && lost++ === 0) throw new Error('The answer got lost.');
    };

    const run = await stage.run(compiled({ steps: [] }), {
      detail: { objectId: '1001', properties: { a: 1 } },
    });

    expect(run.output).toMatchObject({ enrolled: true });
    expect(await stage.contact()).toMatchObject({ properties: { a: 1 }, version: 1 });
  });

  it.each<[where: string, properties: object, enrolled: boolean]>([
    ["$record.country in ['ES', 'PT']", { country: 'ES' }, true],
    ["$record.country in ['ES', 'PT']", { country: 'FR' }, false],
    ["$record.country in ['ES', 'PT']", {}, false],
    ['$record.score > 3', {}, false],
    ['$not($record.unsubscribed)', { unsubscribed: false }, true],
    ['$record.tags', { tags: [] }, false],
    ['$record.name', { name: 'Ana' }, true],
    ["$trigger.detail.channel = 'web'", {}, true],
    ['$trigger.detail.nothing', {}, false],
    ["$run.objectId = '1001' and $run.objectType = 'contact'", {}, true],
    ["$env.stage = 'dev'", {}, true],
    ['($x := 1; $x = 1)', {}, true],
  ])('lets a record in where %s: %j, %p', async (where, properties, isEnrolled) => {
    const stage = await TestStage.open();
    await stage.putContact({ ...properties });
    const workflow = compiled({ enrollment: { where: `{% ${where} %}` }, steps: [] });

    const run = await stage.run(workflow, { detail: { objectId: '1001', channel: 'web' } });

    expect(run.output).toMatchObject(
      isEnrolled ? { enrolled: true } : { enrolled: false, reason: 'where-not-met' },
    );
    expect(await stage.item('record#contact#1001', 'marker#test')).toEqual(
      isEnrolled ? expect.anything() : undefined,
    );
  });

  it('writes nothing at all when `where` keeps the record out', async () => {
    const workflow = compiled({ enrollment: { where: '{% false %}' }, steps: stops });
    const stage = await TestStage.open();

    await stage.run(workflow, { id: 'e', detail: { ...name, properties: { a: 1 } } }, 'run-1');

    expect(await stage.item(partition, 'record')).toBeUndefined();
    expect(await stage.item(partition, 'event#test#e')).toBeUndefined();
    expect(await stage.item('run#test#run-1', 'run')).toBeUndefined();
  });

  it.each<[attempts: number, status: string]>([
    [6, 'SUCCEEDED'],
    [7, 'FAILED'],
  ])('is tried again when DynamoDB fails: %i failures, %s', async (failures, status) => {
    const stage = await TestStage.open();
    await stage.putContact();
    let count = 0;
    stage.before = ({ action }) => {
      if (action === 'transactWriteItems' && count++ < failures) throw new Error('Internal server error');
    };

    expect((await stage.run(compiled({ steps: [] }), { objectId: '1001' })).status).toBe(status);
  });
});
