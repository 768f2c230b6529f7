import type { CommandContext } from '../../../lib/cli/command-context';
import { type PruneOptions, prune } from '../../../lib/cli/prune';
import { ServiceRefusedError } from '../../../lib/deployed/service-refused-error';
import { FakeStage, functionArn, now } from '../deployed/fake-stage';
import { outcomeOf, SampleProject } from './command-line';

/** A workflow whose last deploy changed `ask` and removed `old`; a run waits in front of `ask`. */
function deployedTwice(): FakeStage {
  const stage = new FakeStage();
  stage.addAction('leads', 'ask', ['1', '2']);
  stage.addAction('leads', 'old');
  stage.deploy('leads', { ask: '2' });
  stage.addExecution('leads', 'r1', 'RUNNING', stage.revision({ ask: '1' }, 'leads-machine'));
  return stage;
}

function run(stage: FakeStage, options: Partial<PruneOptions> = {}, context: Partial<CommandContext> = {}) {
  return outcomeOf((around) =>
    prune(
      { stage: 'dev', settle: 120, ...options },
      { ...around, project: undefined, ...context },
      async () => stage.services,
    ),
  );
}

const nobody = 'no stack holds it, and no run that is open or can be redriven needs it';

describe('coded-actions prune', () => {
  beforeEach(() => {
    jest.spyOn(Date, 'now').mockReturnValue(now);
  });
  afterEach(() => jest.restoreAllMocks());

  it('says with --dry-run what would go and what stays for a run, and changes nothing', async () => {
    const stage = deployedTwice();

    const { code, output, errors } = await run(stage, { dryRun: true });

    expect(code).toBe(0);
    expect(errors).toBe('Looking at what stands in stage dev in eu-west-1.');
    expect(output).toBe(
      [
        `stays   version ${functionArn('ask')}:1 (leads): the run r1 (RUNNING) can call it`,
        'stays   log group coded-actions-dev-old-logs (leads): its logs are kept until 2027-02-21',
        `delete  function old (leads): ${nobody}`,
        `delete  role old-role (leads): ${nobody}`,
        '2 things to delete; 2 things stay for runs or logs, and 6 that stacks hold.',
      ].join('\n'),
    );
    expect(stage.calls).toEqual([]);
  });

  it('deletes, and finds nothing more when it is run again', async () => {
    const stage = deployedTwice();

    const first = await run(stage);
    const second = await run(stage);

    expect(first.code).toBe(0);
    expect(first.output).toContain('✔ function old (leads) is deleted.\n✔ role old-role (leads) is deleted.');
    expect(first.errors).toContain('Deleting 2 things from stage dev in eu-west-1.');
    expect(stage.calls).toEqual(['function old', 'role old-role']);
    expect(second.output).toContain('Nothing to delete; 2 things stay');
  });

  it('answers with JSON alone', async () => {
    const stage = deployedTwice();

    const { output } = await run(stage, { json: true });

    const answer = JSON.parse(output);
    expect(answer).toMatchObject({ stage: 'dev', region: 'eu-west-1', dryRun: false });
    expect(answer.resources).toContainEqual({
      kind: 'function',
      id: 'old',
      workflow: 'leads',
      verdict: 'delete',
      why: nobody,
      held: false,
      outcome: 'deleted',
    });
    expect(answer.resources).toContainEqual(
      expect.objectContaining({ id: 'ask', verdict: 'keep', held: true }),
    );
  });

  it('exits with 1 when something could not be deleted, says why, and a second run goes on', async () => {
    const stage = deployedTwice();
    const refused = new ServiceRefusedError('Lambda DeleteFunction', new Error('in use'));
    stage.failures.set('function old', refused);

    const { code, output } = await run(stage);
    stage.failures.clear();
    const again = await run(stage);

    expect(code).toBe(1);
    expect(output).toContain(
      '✘ function old (leads) could not be deleted: Lambda DeleteFunction failed: Error: in use',
    );
    expect(output).toContain(
      '✘ role old-role (leads) was left alone: something else of its workflow could not be deleted',
    );
    expect(again.code).toBe(0);
    expect(stage.calls).toEqual(['function old', 'role old-role']);
  });

  it('says what it would delete before it asks whether to change prod, and takes --yes for an answer', async () => {
    const stage = new FakeStage();
    stage.addLogGroup('leads', 'coded-actions-prod-logs', 0);
    const group = stage.logGroups.get('coded-actions-prod-logs');
    if (group) group.tags['coded-actions:stage'] = 'prod';
    const output: string[] = [];

    const asked = run(stage, { stage: 'prod' }, { print: (text) => void output.push(text) });

    await expect(asked).rejects.toMatchObject({ code: 'not-confirmed' });
    expect(output[0]).toContain('delete  log group coded-actions-prod-logs (leads)');
    expect(stage.calls).toEqual([]);
    expect((await run(stage, { stage: 'prod', yes: true })).code).toBe(0);
    expect(stage.calls).toEqual(['logGroup coded-actions-prod-logs']);
  });
});

describe('the command line of prune', () => {
  it.each([
    ['no stage', ['prune'], "required option '--stage <stage>' not specified"],
    ['a stage that cannot be', ['prune', '--stage', 'No-Stage'], 'No-Stage'],
    ['a time that is none', ['prune', '--stage', 'dev', '--settle', 'soon'], 'a whole number of seconds'],
  ])('refuses %s', async (_case, words, message) => {
    const project = new SampleProject({});

    const { code, errors } = await project.run(words);

    project.remove();
    expect(code).toBe(1);
    expect(errors).toContain(message);
  });
});
