import { type DestroyOptions, destroyWorkflow } from '../../../lib/deployed/destroy-workflow';
import { planDestroy } from '../../../lib/deployed/plan-destroy';
import { executionArn, FakeStage, machineArnOf } from './fake-stage';

const leads = 'coded-actions-dev-leads';

function deployed(...openRuns: readonly string[]): FakeStage {
  const stage = new FakeStage();
  stage.addAction('leads', 'ask');
  stage.deploy('leads', { ask: '1' });
  for (const name of openRuns) {
    stage.addExecution('leads', name, 'RUNNING', stage.revision({ ask: '1' }, 'leads-machine'));
  }
  return stage;
}

function end(stage: FakeStage, name: string): void {
  stage.executions.delete(executionArn('leads', name));
}

/** Destroys `leads`; each wait is written down, and may do something. */
async function destroy(
  stage: FakeStage,
  options: Partial<DestroyOptions> & { onSleep?: (count: number) => unknown } = {},
) {
  const told: string[] = [];
  const waits: number[] = [];
  const report = await destroyWorkflow(await planDestroy('dev', 'leads', stage.services), {
    services: stage.services,
    openRuns: 'refuse',
    settle: 15,
    interval: 5,
    sleep: async (milliseconds) => {
      waits.push(milliseconds);
      return options.onSleep?.(waits.length) !== false;
    },
    tell: (text) => void told.push(text),
    ...options,
  });
  return { report, told, waits };
}

describe('destroyWorkflow', () => {
  it('disables the rules, waits for what they may have started, and deletes the stack', async () => {
    const stage = deployed();

    const { report, told, waits } = await destroy(stage);

    expect(stage.calls).toEqual(['disable leads-rule', `stack ${leads}`]);
    expect(report).toEqual({ stoppedRuns: 0, machineGone: true });
    expect(waits).toEqual([15, 5]);
    expect(told).toEqual([
      'Events enroll nobody into leads any more (1 rule is disabled).',
      `Deleting the stack ${leads}.`,
    ]);
  });

  it('refuses while runs are open, and changes nothing', async () => {
    const stage = deployed('r1', 'r2');

    await expect(destroy(stage)).rejects.toMatchObject({
      message: 'Nothing was changed: 2 runs of leads are open, such as r1, r2.',
      remedy: expect.stringContaining('--wait'),
    });
    expect(stage.calls).toEqual([]);
  });

  it('lets events enroll again when a run began before the rules were disabled', async () => {
    const stage = deployed();
    const began = stage.revision({ ask: '1' }, 'leads-machine');

    const destroyed = destroy(stage, {
      onSleep: () => stage.addExecution('leads', 'r1', 'RUNNING', began),
    });

    await expect(destroyed).rejects.toMatchObject({ code: 'runs-open' });
    expect(stage.calls).toEqual(['disable leads-rule', 'enable leads-rule']);
    expect([...stage.enabledRules]).toEqual(['leads-rule']);
  });

  it('waits until the last run has ended, and tells when their number changes', async () => {
    const stage = deployed('r1', 'r2');

    const { told, waits } = await destroy(stage, {
      openRuns: 'wait',
      onSleep: (count) => {
        if (count === 3) end(stage, 'r1');
        if (count === 4) end(stage, 'r2');
      },
    });

    expect(stage.calls).toEqual(['disable leads-rule', `stack ${leads}`]);
    expect(told.slice(1, 3)).toEqual(['Waiting for 2 runs, such as r1.', 'Waiting for 1 run, such as r2.']);
    expect(waits).toEqual([15, 5, 5, 5, 5]);
  });

  it('stops runs, also those that began meanwhile', async () => {
    const stage = deployed('r1');

    const { report } = await destroy(stage, {
      openRuns: 'stop',
      onSleep: (count) => {
        if (count === 2)
          stage.addExecution('leads', 'r2', 'RUNNING', stage.revision({ ask: '1' }, 'leads-machine'));
      },
    });

    expect(stage.calls).toEqual(['disable leads-rule', 'stop r1', 'stop r2', `stack ${leads}`]);
    expect(report.stoppedRuns).toBe(2);
  });

  it('ends when the person wants to, and says how to let events enroll again', async () => {
    const stage = deployed('r1');

    await expect(destroy(stage, { openRuns: 'wait', onSleep: (count) => count < 3 })).rejects.toMatchObject({
      code: 'destroy-unfinished',
      remedy: expect.stringContaining(
        'aws events enable-rule --name leads-rule --event-bus-name coded-actions-dev-events',
      ),
    });
    expect(stage.calls).toEqual(['disable leads-rule']);
  });

  it('goes on with a stack that is being deleted already', async () => {
    const stage = deployed('r1');
    setStatus(stage, 'DELETE_IN_PROGRESS');

    await destroy(stage, {
      onSleep: (count) => {
        if (count !== 3) return;
        stage.stacks.delete(leads);
        stage.machines.clear();
      },
    });

    expect(stage.calls).toEqual([]);
  });

  it('waits while CloudFormation still tells what was before the call', async () => {
    const stage = deployed();
    stage.services.stacks.delete = async () => {};

    await destroy(stage, {
      onSleep: (count) => {
        if (count === 4) setStatus(stage, 'DELETE_COMPLETE');
        if (count === 5) stage.machines.clear();
      },
    });

    expect(stage.stacks.get(leads)?.status).toBe('DELETE_COMPLETE');
  });

  it('says what CloudFormation could not delete', async () => {
    const stage = deployed();
    stage.services.stacks.delete = async () => setStatus(stage, 'DELETE_FAILED');

    await expect(destroy(stage)).rejects.toThrow(
      `CloudFormation could not delete the stack ${leads}: Function: it is in use`,
    );
  });

  it('says that it goes on by itself when the person does not wait for the stack', async () => {
    const stage = deployed();
    stage.services.stacks.delete = async () => setStatus(stage, 'DELETE_IN_PROGRESS');

    await expect(destroy(stage, { onSleep: (count) => count < 3 })).rejects.toMatchObject({
      message: `CloudFormation is still deleting the stack ${leads}.`,
      remedy: expect.stringContaining('npx coded-actions prune --stage dev'),
    });
  });

  it('reports a machine that AWS still deletes', async () => {
    const stage = deployed();
    stage.services.stacks.delete = async () => void stage.stacks.delete(leads);

    const { report, waits } = await destroy(stage);

    expect(stage.machines.has(machineArnOf('leads'))).toBe(true);
    expect(report.machineGone).toBe(false);
    expect(waits).toHaveLength(14);
  });
});

function setStatus(stage: FakeStage, status: string): void {
  const stack = stage.stacks.get(leads);
  if (stack) stage.stacks.set(leads, { ...stack, status });
}
