import { IntegrationError } from '../../../../lib/local/states';
import { compiled, executionArn, TestStage } from '../machine-run';

async function emitted(step: object, properties: object = {}) {
  const stage = await TestStage.open();
  await stage.putContact({ ...properties });
  const workflow = compiled({ steps: [{ id: 'tell', type: 'emit', event: 'lead.assigned', ...step }] });
  const run = await stage.run(workflow, { objectId: '1001' }, 'run-1');
  return { stage, run };
}

describe('an emit step', () => {
  it("sends what docs/events.md says, and the author's detail", async () => {
    const { stage, run } = await emitted(
      {
        detail: {
          email: '{% $record.email %}',
          none: '{% $record.none %}',
          tags: ['{% $record.tags %}', 'x'],
        },
      },
      { email: 'a@b', tags: ['t'] },
    );

    expect(stage.events).toEqual([
      {
        EventBusName: 'bus',
        Source: 'coded-actions',
        DetailType: 'lead.assigned',
        Detail: {
          objectType: 'contact',
          objectId: '1001',
          workflow: 'test',
          execution: executionArn('run-1'),
          hops: 1,
          idempotencyKey: 'test:run-1:tell:0',
          email: 'a@b',
          tags: [['t'], 'x'],
        },
      },
    ]);
    expect(run.transitions).toBe(4);
  });

  it('lets the author replace what it adds', async () => {
    const detail = {
      objectType: 'company',
      objectId: '7',
      idempotencyKey: 'mine',
      workflow: 'w',
    };

    const { stage } = await emitted({ detail });

    expect(stage.events).toMatchObject([{ Detail: { ...detail, execution: executionArn('run-1') } }]);
  });

  it('keeps what it adds where an expression of the author gives nothing', async () => {
    const { stage } = await emitted({ detail: { objectId: '{% $record.none %}' } });
    expect(stage.events).toMatchObject([{ Detail: { objectId: '1001' } }]);
  });

  it('fails, and is retried, when EventBridge refuses the entry', async () => {
    const stage = await TestStage.open();
    await stage.putContact();
    let count = 0;
    stage.before = ({ action }) => {
      if (action !== 'putEvents' || count++ >= 2) return;
      throw new IntegrationError(
        'EventBridge.FailedEntry',
        '{"Entries":[{"ErrorCode":"InternalFailure"}],"FailedEntryCount":1}',
      );
    };
    const workflow = compiled({ steps: [{ id: 'tell', type: 'emit', event: 'e' }] });

    const run = await stage.run(workflow, { objectId: '1001' });

    expect(run.status).toBe('SUCCEEDED');
    expect(run.transitions).toBe(4 + 2);
    expect(stage.events).toHaveLength(1);
  });

  it('may send to the bus, and to nothing else', () => {
    const { grants } = compiled({ steps: [{ id: 'tell', type: 'emit', event: 'e' }] });
    expect(grants).toContainEqual({
      actions: ['events:PutEvents'],
      resource: expect.objectContaining({ kind: 'bus' }),
    });
  });
});
