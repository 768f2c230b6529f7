import type { CommandContext } from '../../../lib/cli/command-context';
import { type DestroyCommandOptions, destroy } from '../../../lib/cli/destroy';
import { executionArn, FakeStage, now } from '../deployed/fake-stage';
import { outcomeOf, SampleProject } from './command-line';

function deployed(...openRuns: readonly string[]): FakeStage {
  const stage = new FakeStage();
  stage.addAction('leads', 'ask');
  stage.deploy('leads', { ask: '1' });
  stage.addAction('offers', 'tell');
  stage.deploy('offers', { tell: '1' });
  const began = stage.revision({ ask: '1' }, 'leads-machine');
  for (const name of openRuns) {
    stage.addExecution('leads', name, 'RUNNING', began, { redrivable: false });
  }
  return stage;
}

function run(
  stage: FakeStage,
  options: Partial<DestroyCommandOptions> = {},
  context: Partial<CommandContext> = {},
) {
  return outcomeOf((around) =>
    destroy(
      'leads',
      { stage: 'dev', settle: 0, interval: 0, ...options },
      { ...around, project: undefined, ...context },
      async () => stage.services,
    ),
  );
}

describe('coded-actions destroy', () => {
  beforeEach(() => {
    jest.spyOn(Date, 'now').mockReturnValue(now);
  });
  afterEach(() => jest.restoreAllMocks());

  it('says with --dry-run what would be done, and changes nothing', async () => {
    const stage = deployed('r1');

    const { code, output } = await run(stage, { dryRun: true, wait: true });

    expect(code).toBe(0);
    expect(output.split('\n')).toEqual(
      expect.arrayContaining([
        'disable rule leads-rule on the bus coded-actions-dev-events',
        'wait for 1 open run',
        'delete  stack coded-actions-dev-leads',
        'delete  function ask (leads): no stack holds it, and no run that is open or can be redriven needs it',
      ]),
    );
    expect(output).not.toContain('tell');
    expect(stage.calls).toEqual([]);
  });

  it('removes a workflow, and what deploys retained of it, but logs', async () => {
    const stage = deployed();

    const { code, output, errors } = await run(stage);

    expect(code).toBe(0);
    expect(errors).toContain('Removing leads from stage dev in eu-west-1.');
    expect(stage.calls.slice(0, 3)).toEqual([
      'disable leads-rule',
      'stack coded-actions-dev-leads',
      'function ask',
    ]);
    expect([...stage.functions.keys()]).toEqual(['tell']);
    expect([...stage.roles.keys()]).toEqual(['tell-role', 'offers-machine']);
    expect(output).toContain('leads is gone from stage dev in eu-west-1.');
    expect(output).toContain(
      'stays   log group coded-actions-dev-ask-logs (leads): its logs are kept until 2027-02-21',
    );
    expect(output).toContain('What stays goes later with: npx coded-actions prune --stage dev');
  });

  it('refuses while runs are open, and changes nothing', async () => {
    const stage = deployed('r1');

    await expect(run(stage)).rejects.toMatchObject({ code: 'runs-open' });
    expect(stage.calls).toEqual([]);
  });

  it('stops runs where that is asked, and answers with JSON alone', async () => {
    const stage = deployed('r1', 'r2');

    const { output } = await run(stage, { stopRuns: true, json: true });

    expect(JSON.parse(output)).toMatchObject({
      stage: 'dev',
      region: 'eu-west-1',
      workflow: 'leads',
      stack: 'coded-actions-dev-leads',
      rules: [{ bus: 'coded-actions-dev-events', name: 'leads-rule' }],
      dryRun: false,
      openRuns: 2,
      stoppedRuns: 2,
      machineGone: true,
      resources: expect.arrayContaining([
        expect.objectContaining({ kind: 'function', id: 'ask', outcome: 'deleted' }),
      ]),
    });
    expect(stage.executions.get(executionArn('leads', 'r2'))?.status).toBe('ABORTED');
  });

  it('ends with Ctrl+C while it waits, and goes on when it is run again', async () => {
    const stage = deployed('r1');

    const interrupted = run(
      stage,
      { wait: true, settle: 60, interval: 60 },
      { untilStopped: async () => {} },
    );

    await expect(interrupted).rejects.toMatchObject({ code: 'destroy-unfinished' });
    expect(stage.stacks.has('coded-actions-dev-leads')).toBe(true);
    stage.executions.clear();
    expect((await run(stage)).code).toBe(0);
    expect(stage.stacks.has('coded-actions-dev-leads')).toBe(false);
  });
});

describe('the command line of destroy', () => {
  it.each([
    ['no workflow', ['destroy', '--stage', 'dev'], "missing required argument 'workflow'"],
    [
      'to wait and to stop at once',
      ['destroy', 'leads', '--stage', 'dev', '--wait', '--stop-runs'],
      'cannot be used with',
    ],
    ['a stage that cannot be', ['destroy', 'leads', '--stage', 'a-b'], 'a-b'],
  ])('refuses %s', async (_case, words, message) => {
    const project = new SampleProject({});

    const { code, errors } = await project.run(words);

    project.remove();
    expect(code).toBe(1);
    expect(errors).toContain(message);
  });
});
