import type { CompiledWorkflow } from '../../../../lib/compiler/compiled-workflow';
import { IntegrationError } from '../../../../lib/local/states';
import { markerToItem } from '../../../../lib/records/marker-item';
import { compiled, executionArn, type Run, TestStage } from '../machine-run';

const record = { objectType: 'contact', objectId: '1001' };
const once = compiled({ steps: [] });
const again = compiled({ enrollment: { reenroll: true }, steps: [] });
const waits = (reenroll: boolean) =>
  compiled({ enrollment: { reenroll }, steps: [{ id: 'wait', type: 'delay', for: '1 day' }] });

function event(id: string, detail: object = {}) {
  return { id, source: 'shop', detail: { ...record, ...detail } };
}
const states = (run: Run) => run.visits.map(({ state }) => state);

async function stageWithContact() {
  const stage = await TestStage.open();
  await stage.putContact();
  return stage;
}

/** A marker that an execution left behind. */
async function leaveMarker(stage: TestStage, status: 'active' | 'ended', execution: string) {
  await stage.put(markerToItem(record, 'test', { status, execution, enrolledAt: 't', enrollments: 1 }));
}

function canceled(...codes: string[]): IntegrationError {
  return new IntegrationError(
    'DynamoDb.TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(', ')}] (Service: DynamoDb, Status Code: 400, Request ID: 0)`,
  );
}

/** Makes the first transactions fail. */
function cancelFirst(stage: TestStage, times: number, ...codes: string[]) {
  let count = 0;
  stage.before = ({ action }) => {
    if (action === 'transactWriteItems' && count++ < times) throw canceled(...codes);
  };
}

describe('an enrollment that is refused', () => {
  it('says that the event has enrolled the record already', async () => {
    const stage = await stageWithContact();
    await stage.run(again, event('e1'));

    const run = await stage.run(again, event('e1'));

    expect(run.status).toBe('SUCCEEDED');
    expect(run.output).toEqual({ enrolled: false, reason: 'duplicate-event' });
    expect(states(run)).toEqual([
      'Load the record',
      'Enroll the record',
      'Enrollment refused',
      'Not enrolled',
    ]);
  });

  it('keeps events of other records and workflows apart, whose keys are equal', async () => {
    const stage = await stageWithContact();
    await stage.putContact({}, '1002');
    const other = compiled({ name: 'other', steps: [] });
    await stage.run(once, event('e1', { idempotencyKey: 'k' }));

    const sameKey = await stage.run(once, event('e2', { idempotencyKey: 'k', objectId: '1002' }));
    const otherWorkflow = await stage.run(other, event('e1', { idempotencyKey: 'k' }));

    expect(sameKey.output).toMatchObject({ enrolled: true });
    expect(otherWorkflow.output).toMatchObject({ enrolled: true });
  });

  it('says that the record has been through, and by which execution', async () => {
    const stage = await stageWithContact();
    const first = await stage.run(once, event('e1'));

    const run = await stage.run(once, event('e2'));

    expect(run.output).toEqual({ enrolled: false, reason: 'already-enrolled', by: first.execution.arn });
    expect(run.transitions).toBe(6);
  });

  it.each([[true], [false]])('says that another execution is under way (reenroll %p)', async (reenroll) => {
    const stage = await stageWithContact();
    const workflow = waits(reenroll);
    const first = stage.start(workflow, event('e1'));
    // Once the first waits, the clock jumps for both: the second is refused within that same day.
    const run = await stage.run(workflow, event('e2'));

    expect(run.output).toEqual({ enrolled: false, reason: 'already-active', by: first.arn });
    expect(run.transitions).toBe(8);
    expect((await stage.ended(workflow, first)).output).toMatchObject({ enrolled: true });
  });

  it('enrolls again when the last run has ended and the workflow allows it', async () => {
    const stage = await stageWithContact();
    await stage.run(again, event('e1'));

    const run = await stage.run(again, event('e2'));

    expect(run.output).toMatchObject({ enrolled: true });
    expect(await stage.item('record#contact#1001', 'marker#test')).toMatchObject({
      enrollments: { N: '2' },
      status: { S: 'ended' },
    });
  });
});

describe('a marker whose execution has ended', () => {
  async function withEndedHolder(workflow: CompiledWorkflow) {
    const stage = await stageWithContact();
    const holder = await stage.run(workflow, event('e0'));
    // The event that says so was lost.
    await leaveMarker(stage, 'active', holder.execution.arn);
    return { stage, holder: holder.execution.arn };
  }

  it('is taken over where the workflow re-enrolls, and the run goes on', async () => {
    const { stage } = await withEndedHolder(again);

    const run = await stage.run(again, event('e1'));

    expect(run.output).toMatchObject({ enrolled: true });
    expect(states(run)).toEqual([
      'Load the record',
      'Enroll the record',
      'Enrollment refused',
      'Look at the marker',
      'Who holds the marker?',
      'Look at the holder',
      'Has the holder ended?',
      'Enroll the record',
      'Finish',
    ]);
    expect(await stage.item('record#contact#1001', 'marker#test')).toMatchObject({
      execution: { S: run.execution.arn },
      status: { S: 'ended' },
    });
  });

  it('is taken over where the holder is gone altogether, 90 days later', async () => {
    const stage = await stageWithContact();
    await leaveMarker(stage, 'active', executionArn('forgotten'));

    expect((await stage.run(again, event('e1'))).output).toMatchObject({ enrolled: true });
  });

  it('keeps "first time only": the workflow that does not re-enroll says that the record has been through', async () => {
    const { stage, holder } = await withEndedHolder(once);

    const run = await stage.run(once, event('e1'));

    expect(run.output).toEqual({ enrolled: false, reason: 'already-enrolled', by: holder });
    expect(run.transitions).toBe(8);
  });

  it('is not taken from a third execution that was faster', async () => {
    const { stage } = await withEndedHolder(again);
    const faster = stage.start(waits(true), event('e9'), 'faster');
    await new Promise(setImmediate);
    stage.before = async ({ action, executionArn: caller }) => {
      if (action === 'describeExecution' && caller !== faster.arn) {
        await leaveMarker(stage, 'active', faster.arn);
        stage.before = () => {};
      }
    };

    const run = await stage.run(again, event('e1'));

    expect(run.output).toEqual({ enrolled: false, reason: 'already-active', by: faster.arn });
    await stage.ended(waits(true), faster);
  });

  it('is enrolled again where it was let go between the refusal and the look at it', async () => {
    const stage = await stageWithContact();
    const first = await stage.run(once, event('e0'));
    stage.before = async ({ stateName }) => {
      if (stateName === 'Look at the marker') await stage.delete('record#contact#1001', 'marker#test');
    };

    const run = await stage.run(once, event('e1'));

    expect(first.output).toMatchObject({ enrolled: true });
    expect(run.output).toMatchObject({ enrolled: true });
    expect(run.transitions).toBe(3 + 4);
  });
});

describe('a transaction that was canceled for another reason', () => {
  it.each([['TransactionConflict'], ['ThrottlingError'], ['ProvisionedThroughputExceeded']])(
    'waits and is made again after %s, and is never taken for a refusal',
    async (code) => {
      const stage = await stageWithContact();
      cancelFirst(stage, 2, code, 'None', 'None');

      const run = await stage.run(once, event('e1'));

      expect(run.output).toMatchObject({ enrolled: true });
      expect(states(run).filter((state) => state === 'Wait to enroll again')).toHaveLength(2);
      expect(run.transitions).toBe(3 + 2 * 3);
    },
  );

  it('knows a duplicate in a conflict', async () => {
    const stage = await stageWithContact();
    cancelFirst(stage, 1, 'TransactionConflict', 'ConditionalCheckFailed', 'None');

    expect((await stage.run(once, event('e1'))).output).toEqual({
      enrolled: false,
      reason: 'duplicate-event',
    });
  });

  it('loads again a record that others created in the meantime', async () => {
    const stage = await TestStage.open();
    stage.before = async ({ action }) => {
      if (action !== 'transactWriteItems') return;
      stage.before = () => {};
      await stage.putContact({ email: 'theirs' });
    };

    const run = await stage.run(once, event('e1', { properties: { email: 'ours' } }));

    expect(run.output).toMatchObject({ enrolled: true });
    expect(run.variables.record).toEqual({ email: 'theirs' });
    expect(await stage.contact()).toMatchObject({ properties: { email: 'theirs' }, writer: 'user' });
    expect(run.transitions).toBe(3 + 3);
  });

  it('gives up after 20 conflicts, within a quarter of an hour, as a failure of the task itself', async () => {
    const stage = await stageWithContact();
    cancelFirst(stage, 1000, 'TransactionConflict', 'None', 'None');
    const began = stage.clock.now();

    const run = await stage.run(once, event('e1'));

    expect(run.status).toBe('FAILED');
    expect(run.cause).toMatch(/EnrollmentConflict: .*TransactionConflict, None, None/);
    expect(states(run).at(-1)).toBe('Enroll the record');
    expect(stage.calls.filter(({ action }) => action === 'transactWriteItems')).toHaveLength(20);
    expect(stage.clock.now() - began).toBeLessThan(15 * 60 * 1000);
  });

  it('goes on after a redrive, and counts anew', async () => {
    const stage = await stageWithContact();
    cancelFirst(stage, 25, 'TransactionConflict', 'None', 'None');
    const run = await stage.run(once, event('e1'));

    run.execution.redrive();

    expect((await stage.ended(once, run.execution)).output).toMatchObject({ enrolled: true });
  });

  it.each([['ValidationError, None, None'], ['ItemCollectionSizeLimitExceeded']])(
    'fails at once, with the codes, after %s',
    async (codes) => {
      const stage = await stageWithContact();
      cancelFirst(stage, 1000, codes);

      const run = await stage.run(once, event('e1'));

      expect(run.status).toBe('FAILED');
      expect(run.cause).toContain(codes);
      expect(states(run).at(-1)).toBe('Enroll the record');
      expect(stage.calls.filter(({ action }) => action === 'transactWriteItems')).toHaveLength(1);
    },
  );

  it('shows a message whose codes cannot be read, whole', async () => {
    const stage = await stageWithContact();
    stage.before = ({ action }) => {
      if (action === 'transactWriteItems')
        throw new IntegrationError('DynamoDb.TransactionCanceledException', 'Something [new]');
    };

    expect((await stage.run(once, event('e1'))).cause).toContain('was canceled: Something [new]');
  });
});

describe('many enrollments at once', () => {
  async function outputsOf(stage: TestStage, count: number, id: (index: number) => string) {
    const executions = Array.from({ length: count }, (_, index) => stage.start(once, event(id(index))));
    const runs = await Promise.all(executions.map((execution) => stage.ended(once, execution)));
    return runs.map(({ output }) => output as { enrolled: boolean; reason?: string });
  }

  it('let in exactly one of 200 executions of one event', async () => {
    const outputs = await outputsOf(await stageWithContact(), 200, () => 'e1');

    expect(outputs.filter(({ enrolled }) => enrolled)).toHaveLength(1);
    expect(outputs.filter(({ reason }) => reason === 'duplicate-event')).toHaveLength(199);
  });

  it('let in exactly one where two of three transactions meet another', async () => {
    const stage = await stageWithContact();
    let count = 0;
    stage.before = ({ action }) => {
      if (action === 'transactWriteItems' && count++ % 3 < 2)
        throw canceled('TransactionConflict', 'None', 'None');
    };

    const outputs = await outputsOf(stage, 100, (index) => `e${index % 2}`);

    expect(outputs.filter(({ enrolled }) => enrolled)).toHaveLength(1);
    expect(outputs.every(({ enrolled, reason }) => enrolled || reason !== undefined)).toBe(true);
  });
});
