import { compiled, type Run, TestStage } from '../machine-run';

const emit = (id: string, read = '{% $record.email %}') => ({
  id,
  type: 'emit',
  event: 'e',
  detail: { read },
});
const wait = { id: 'wait', type: 'delay', for: '1 day' };
const states = (run: Run) => run.visits.slice(2, -1).map(({ state }) => state);

/** Runs a workflow on a contact whose email changes during every delay. */
async function runWithChange(steps: object[], change: (stage: TestStage) => Promise<void>) {
  const workflow = compiled({ steps });
  const stage = await TestStage.open();
  await stage.putContact({ email: 'old' });
  const execution = stage.start(workflow, { objectId: '1001' });
  stage.before = async ({ stateName }) => {
    if (stateName.endsWith('(re-read)')) await change(stage);
  };
  const run = await stage.ended(workflow, execution);
  const details = stage.events.map((event) => (event as { Detail: { read?: string } }).Detail.read);
  return { run, stage, workflow, details };
}
const toNew = (stage: TestStage) => stage.putContact({ email: 'new' });
const gone = (stage: TestStage) => stage.delete('record#contact#1001', 'record');

describe('reading the record again', () => {
  it('happens in front of the step that reads it, once', async () => {
    const { run, details } = await runWithChange([emit('a'), wait, emit('b'), emit('c')], toNew);

    expect(states(run)).toEqual(['a', 'wait', 'b (re-read)', 'b', 'c']);
    expect(details).toEqual(['old', 'new', 'new']);
  });

  it('happens not at all where nothing behind reads the record', async () => {
    const { run } = await runWithChange([wait, emit('a', 'constant')], toNew);
    expect(states(run)).toEqual(['wait', 'a']);
  });

  it('belongs to the step, says so in its comment, and may read the table', () => {
    const workflow = compiled({ steps: [wait, emit('b')] });
    expect(workflow.definition.States['b (re-read)']?.Comment).toMatch(
      /^step b \(re-read\), workflows\/test\/workflow\.json:\d+:\d+$/,
    );
    expect(workflow.grants.find(({ resource }) => resource.kind === 'table')?.actions).toContain(
      'dynamodb:GetItem',
    );
  });

  it('fails as RecordDeleted where the record is gone, and a redrive looks again', async () => {
    const { run, stage, workflow } = await runWithChange([wait, emit('b')], gone);
    expect(run.status).toBe('FAILED');
    expect(run.error).toBe('States.QueryEvaluationError');
    expect(run.cause).toContain('RecordDeleted: contact 1001 was deleted during the run.');

    stage.before = () => {};
    await stage.putContact({ email: 'back' });
    run.execution.redrive();

    expect((await stage.ended(workflow, run.execution)).status).toBe('SUCCEEDED');
    expect(stage.events).toMatchObject([{ Detail: { read: 'back' } }]);
  });

  it("is covered by the step's onError, which is told by name", async () => {
    const onError = [emit('sorry', '{% $error.name & ": " & $error.message %}')];
    const { run, details } = await runWithChange([wait, { ...emit('b'), onError }], gone);

    expect(run.status).toBe('SUCCEEDED');
    expect(details).toEqual(['RecordDeleted: contact 1001 was deleted during the run.']);
  });

  it('lets a branch whose record is gone go on, too', async () => {
    const branch = {
      id: 'b',
      type: 'branch',
      branches: [{ when: "{% $record.email = 'new' %}", steps: [emit('yes', 'yes')] }],
      onError: 'continue',
    };
    const { run, details } = await runWithChange([wait, branch, emit('after', 'after')], gone);

    expect(run.status).toBe('SUCCEEDED');
    expect(details).toEqual(['after']);
  });
});
