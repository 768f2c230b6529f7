import { markerToItem } from '../../../../lib/records/marker-item';
import { compiled, executionArn, TestStage } from '../machine-run';

const record = { objectType: 'contact', objectId: '1001' };
const partition = 'record#contact#1001';
const workflow = compiled({ steps: [{ id: 'pause', type: 'delay', for: '1 hour' }] });

describe('Finish', () => {
  it('closes the marker, and says which record went through', async () => {
    const stage = await TestStage.open();
    await stage.putContact();

    const run = await stage.run(workflow, { objectId: '1001' });

    expect(run.output).toEqual({ enrolled: true, record });
    expect(await stage.item(partition, 'marker#test')).toMatchObject({
      status: { S: 'ended' },
      endedAt: { S: '2026-11-24T05:00:00.000Z' },
      execution: { S: run.execution.arn },
    });
    expect(run.transitions).toBe(4);
  });

  it.each<[what: string, change: (stage: TestStage) => Promise<void>]>([
    ['is gone', (stage) => stage.delete(partition, 'marker#test')],
    [
      "is another execution's",
      (stage) =>
        stage.put(
          markerToItem(record, 'test', {
            status: 'active',
            execution: executionArn('other'),
            enrolledAt: 't',
            enrollments: 2,
          }),
        ),
    ],
  ])('succeeds, and leaves the marker as it is, where that %s', async (_, change) => {
    const stage = await TestStage.open();
    await stage.putContact();
    let before: unknown;
    stage.before = async ({ stateName }) => {
      if (stateName !== 'Finish') return;
      await change(stage);
      before = await stage.item(partition, 'marker#test');
    };

    const run = await stage.run(workflow, { objectId: '1001' });

    expect(run.status).toBe('SUCCEEDED');
    expect(run.output).toEqual({ enrolled: true, record });
    expect(run.visits.at(-1)?.state).toBe('Finish without the marker');
    expect(run.transitions).toBe(5);
    expect(await stage.item(partition, 'marker#test')).toEqual(before);
  });

  it('opens the marker no more when a record enrolls again: the time of its end goes with it', async () => {
    const stage = await TestStage.open();
    await stage.putContact();
    const again = compiled({
      enrollment: { reenroll: true },
      steps: [{ id: 'p', type: 'delay', for: '1 hour' }],
    });
    await stage.run(again, { objectId: '1001' });
    let during: unknown;
    stage.before = async ({ stateName }) => {
      if (stateName === 'Finish') during = await stage.item(partition, 'marker#test');
    };

    await stage.run(again, { objectId: '1001' });

    expect(during).toMatchObject({ status: { S: 'active' } });
    expect(during).not.toHaveProperty('endedAt');
  });
});
