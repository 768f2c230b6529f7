import { DeployUnderWayError } from '../../../lib/deployed/deploy-under-way-error';
import type { UnfinishedExecution } from '../../../lib/deployed/execution';
import type { Look } from '../../../lib/deployed/look-at-stage';
import { planPrune } from '../../../lib/deployed/plan-prune';
import { day, executionArn, FakeStage, functionArn, machineArnOf, now, policyArn } from './fake-stage';

/** What is to go, as `kind name`. */
async function due(stage: FakeStage, look: Partial<Look> = {}): Promise<readonly string[]> {
  const { verdicts } = await planPrune({
    stage: 'dev',
    settle: 120_000,
    now: () => now,
    services: stage.services,
    ...look,
  });
  return verdicts
    .filter(({ verdict }) => verdict === 'delete')
    .map(({ resource }) => `${resource.kind} ${resource.id.slice(resource.id.lastIndexOf('/') + 1)}`);
}

/** A workflow whose last deploy changed `ask`, removed `old`, and made another machine role. */
function deployedTwice(): FakeStage {
  const stage = new FakeStage();
  stage.addAction('leads', 'ask', ['1', '2']);
  stage.addAction('leads', 'old');
  stage.addRole('leads', 'machine-before');
  stage.deploy('leads', { ask: '2' });
  return stage;
}
const earlier = (stage: FakeStage) => stage.revision({ ask: '1', old: '1' }, 'machine-before');
const all = [
  `version ${functionArn('ask')}:1`,
  'function old',
  'role old-role',
  'role machine-before',
].sort();

describe('a look at a stage', () => {
  it('finds what no stack holds where no run is open', async () => {
    expect([...(await due(deployedTwice()))].sort()).toEqual(all);
  });

  it.each([
    ['is running', 'RUNNING', {}, []],
    ['failed a week ago', 'FAILED', { endedDaysAgo: 7 }, []],
    ['was stopped a week ago', 'ABORTED', { endedDaysAgo: 7 }, []],
    ['failed a month ago', 'FAILED', { endedDaysAgo: 30 }, all],
    ['AWS would not redrive', 'TIMED_OUT', { endedDaysAgo: 1, redrivable: false }, all],
  ] as const)('keeps what a run began with that %s', async (_case, status, more, expected) => {
    const stage = deployedTwice();
    stage.addExecution('leads', 'r1', status, earlier(stage), more);

    expect([...(await due(stage))].sort()).toEqual(expected);
  });

  it('finds a run that fails, or is redriven, between two lists', async () => {
    const stage = deployedTwice();
    stage.addExecution('leads', 'r1', 'FAILED', earlier(stage));
    const arn = executionArn('leads', 'r1');
    stage.onCall = (call) => {
      const execution = stage.executions.get(arn);
      if (call === 'list FAILED' && execution) stage.executions.set(arn, { ...execution, status: 'RUNNING' });
    };

    expect(await due(stage)).toEqual([]);
  });

  it('asks nothing about runs of workflows of which stacks hold everything', async () => {
    const stage = deployedTwice();
    stage.addAction('offers', 'tell');
    stage.deploy('offers', { tell: '1' });

    await due(stage);

    expect(new Set(stage.questions)).toEqual(
      new Set(['RUNNING of leads', 'FAILED of leads', 'TIMED_OUT of leads', 'ABORTED of leads']),
    );
  });

  it.each(['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'CREATE_IN_PROGRESS'])(
    'refuses while a stack is %s',
    async (status) => {
      const stage = deployedTwice();
      change(stage, { status });

      await expect(due(stage)).rejects.toThrow(DeployUnderWayError);
      await expect(due(stage)).rejects.toThrow(`the stack coded-actions-dev-leads is ${status}`);
      expect(await due(stage, { workflow: 'offers' })).toEqual([]);
    },
  );

  it('does not mind a change set that waits for a yes', async () => {
    const stage = deployedTwice();
    stage.deploy('offers', {});
    stage.stacks.set('coded-actions-dev-new', {
      ...stack(stage),
      name: 'coded-actions-dev-new',
      status: 'REVIEW_IN_PROGRESS',
      resources: [],
    });

    expect([...(await due(stage))].sort()).toEqual(all);
  });

  it('looks at stacks after what stands, so that nothing a deploy makes meanwhile is taken for an orphan', async () => {
    const stage = deployedTwice();
    const calls: string[] = [];
    stage.onCall = (call) => {
      calls.push(call);
      // A deploy makes a function, its stack holds it, and it ends, between the two looks.
      if (call !== 'list stacks') return;
      stage.addAction('leads', 'made');
      stage.deploy('leads', { ask: '2', made: '1' });
    };

    expect([...(await due(stage))].sort()).toEqual(all);
    expect(calls.indexOf('list functions')).toBeLessThan(calls.indexOf('list stacks'));
  });

  it.each([
    ['was deployed a minute ago', { changedAt: now - 300_000, lastEventAt: now - 60_000 }, []],
    ['was deployed two minutes ago', { changedAt: now - 300_000, lastEventAt: now - 120_000 }, all],
    ['could not be rolled back', { status: 'UPDATE_ROLLBACK_FAILED' }, []],
    ['could not be deleted', { status: 'DELETE_FAILED' }, []],
    ['was rolled back', { status: 'UPDATE_ROLLBACK_COMPLETE' }, all],
  ])(
    'touches nothing of a workflow whose runs cannot be known: its stack %s',
    async (_case, state, expected) => {
      const stage = deployedTwice();
      change(stage, state);

      expect([...(await due(stage))].sort()).toEqual(expected);
    },
  );

  it('keeps what the machine calls, also where somebody changed it by hand', async () => {
    const stage = deployedTwice();
    const machine = stage.machines.get(machineArnOf('leads'));
    if (machine) stage.machines.set(machineArnOf('leads'), { ...machine, ...earlier(stage) });

    expect(await due(stage)).toEqual([]);
  });

  it('keeps what a machine that is being deleted still runs', async () => {
    const stage = deployedTwice();
    stage.addExecution('leads', 'r1', 'RUNNING', earlier(stage));
    stage.stacks.clear();
    const machine = stage.machines.get(machineArnOf('leads'));
    if (machine) stage.machines.set(machineArnOf('leads'), { ...machine, deleting: true });

    expect([...(await due(stage))].sort()).toEqual(
      [`version ${functionArn('ask')}:2`, 'role leads-machine'].sort(),
    );
  });

  describe('at a workflow whose machine is deleted', () => {
    const run = (name: string, startedAt = now - 40 * day): UnfinishedExecution => ({
      arn: executionArn('leads', name),
      status: 'FAILED',
      startedAt,
      stoppedAt: now - day,
      machineVersion: undefined,
    });
    function destroyed(redrivable: boolean): FakeStage {
      const stage = deployedTwice();
      stage.stacks.clear();
      stage.machines.clear();
      stage.addExecution('leads', 'r1', 'FAILED', earlier(stage), { redrivable });
      return stage;
    }

    it('deletes all when AWS would redrive none of the runs that the table knows', async () => {
      const stage = destroyed(false);
      stage.runs = [run('r1'), run('forgotten')];

      expect(await due(stage)).toContain('function ask');
    });

    it('deletes all where there is no table any more', async () => {
      const stage = destroyed(false);
      stage.runs = undefined;

      expect(await due(stage)).toContain('function ask');
    });

    it('keeps what a run began with that AWS would redrive all the same', async () => {
      const stage = destroyed(true);
      stage.runs = [run('r1')];

      expect(await due(stage)).not.toContain('function old');
    });

    it('touches nothing where there may be more of these than were asked about', async () => {
      const stage = destroyed(true);
      stage.runs = Array.from({ length: 100 }, (_, index) => run(index === 50 ? 'r1' : `r${index + 2}`));

      expect(await due(stage)).toEqual([]);
    });

    it('asks about runs from before a machine of the same name was made again', async () => {
      const stage = deployedTwice();
      stage.addExecution('leads', 'r1', 'FAILED', earlier(stage));
      // Step Functions lists the executions of the new machine only.
      stage.services.executions.list = async () => [];
      stage.runs = [run('r1', now - 200 * day), run('r2')];

      expect(await due(stage)).toEqual([]);
      expect(stage.questions).toEqual([
        `redrive of ${executionArn('leads', 'r1')}`,
        `revision of ${executionArn('leads', 'r1')}`,
      ]);
    });
  });

  it('reads of IAM what no stack holds: whose it is, where it acts, and which roles have a policy', async () => {
    const stage = deployedTwice();
    stage.addRole('leads', 'of-another-region', 'us-east-1');
    stage.policies.set(policyArn('more-functions'), {
      document: `{"Resource":"${functionArn('old')}:*"}`,
      roles: ['machine-before'],
      othersHaveIt: false,
    });

    expect([...(await due(stage))].sort()).toEqual([...all, 'policy more-functions'].sort());
  });

  it('tells how it will be when a workflow is destroyed', async () => {
    const stage = deployedTwice();
    stage.addExecution('leads', 'r1', 'RUNNING', earlier(stage));
    stage.addAction('offers', 'tell');
    stage.deploy('offers', { tell: '1' });

    expect([...(await due(stage, { workflow: 'leads', asIfDestroyed: true }))].sort()).toEqual([
      'function ask',
      'function old',
      'role ask-role',
      'role leads-machine',
      'role machine-before',
      'role old-role',
    ]);
  });

  it('finds nothing in a stage of which nothing stands', async () => {
    expect(await due(new FakeStage())).toEqual([]);
  });
});

function stack(stage: FakeStage) {
  const found = stage.stacks.get('coded-actions-dev-leads');
  if (found === undefined) throw new Error('The workflow leads is not deployed.');
  return found;
}

function change(stage: FakeStage, state: Partial<ReturnType<typeof stack>>): void {
  stage.stacks.set('coded-actions-dev-leads', { ...stack(stage), ...state });
}
