import { planDestroy } from '../../../lib/deployed/plan-destroy';
import { executionArn, FakeStage, machineArnOf } from './fake-stage';

function deployed(): FakeStage {
  const stage = new FakeStage();
  stage.addAction('leads', 'ask');
  stage.deploy('leads', { ask: '1' });
  stage.deploy('offers', {});
  stage.deploy('runtime', {});
  return stage;
}
const leads = 'coded-actions-dev-leads';

describe('planDestroy', () => {
  it('finds the stack, its rules, its machine and its open runs', async () => {
    const stage = deployed();
    const began = stage.revision({ ask: '1' }, 'leads-machine');
    stage.addExecution('leads', 'r1', 'RUNNING', began);
    stage.addExecution('leads', 'r2', 'FAILED', began);

    const { stack, rules, machine, open } = await planDestroy('dev', 'leads', stage.services);

    expect(stack.name).toBe(leads);
    expect(rules).toEqual([{ bus: 'coded-actions-dev-events', name: 'leads-rule' }]);
    expect(machine).toBe(machineArnOf('leads'));
    expect(open.map(({ arn }) => arn)).toEqual([executionArn('leads', 'r1')]);
  });

  // CloudFormation says `<bus>|<rule>`; emulators the name, or the ARN.
  it.each(['rule', 'arn:aws:events:eu-west-1:123456789012:rule/coded-actions-dev-events/rule'])(
    'takes a rule called %s to be on the bus of the stage',
    async (physicalId) => {
      const stage = deployed();
      stage.stacks.get(leads)?.resources.push({ stack: leads, type: 'AWS::Events::Rule', physicalId });

      const { rules } = await planDestroy('dev', 'leads', stage.services);

      expect(rules.at(-1)).toEqual({ bus: 'coded-actions-dev-events', name: 'rule' });
    },
  );

  it.each([
    ['a workflow that is not deployed', 'lead', 'Deployed are: leads, offers.'],
    ['the stack that all share', 'runtime', 'Deployed are: leads, offers.'],
  ])('refuses %s', async (_case, workflow, remedy) => {
    await expect(planDestroy('dev', workflow, deployed().services)).rejects.toMatchObject({
      code: 'not-deployed',
      remedy: expect.stringContaining(remedy),
    });
  });

  it.each([
    ['is deployed right now', { status: 'UPDATE_IN_PROGRESS' }, 'deploy-under-way'],
    ['is protected', { terminationProtected: true }, 'termination-protected'],
  ])('refuses one whose stack %s', async (_case, state, code) => {
    const stage = deployed();
    const stack = stage.stacks.get(leads);
    if (stack) stage.stacks.set(leads, { ...stack, ...state });

    await expect(planDestroy('dev', 'leads', stage.services)).rejects.toMatchObject({ code });
  });
});
