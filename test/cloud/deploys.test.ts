import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ListFunctionsCommand, ListVersionsByFunctionCommand } from '@aws-sdk/client-lambda';
import {
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  ListStateMachinesCommand,
} from '@aws-sdk/client-sfn';
import { CfnUrl } from 'aws-cdk-lib/aws-lambda';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { CodedActionsStacks } from '../../lib/stacks/add-coded-actions';
import { cdkOrThrow, deploy } from './emulator/cdk';
import { region } from './emulator/emulator';
import { offers } from './fixtures/workflows';
import { propertiesOf } from './scenarios/run-scenario';
import { clientOptions } from './worlds/clients';
import type { WorkflowExecution } from './worlds/executions';
import { inTheWait, OffersStage, wanted } from './worlds/offers-stage';
import { named } from './worlds/world';

/**
 * The deploy that breaks nobody, by the real CDK in a cloud that is not ours. The tests are one story:
 * each goes on where the one before it ended.
 */
describe('A deploy while records wait', () => {
  let offersStage: OffersStage;
  let formation: CloudFormationClient;

  beforeAll(async () => {
    offersStage = await OffersStage.open();
    const { endpoint, certificate } = offersStage.emulator;
    formation = new CloudFormationClient(clientOptions(endpoint, region, certificate));
  }, 240_000);

  afterAll(async () => {
    formation?.destroy();
    await offersStage?.close();
  }, 60_000);

  it('leaves the executions that wait as they began [definition-of-execution]', async () => {
    await offersStage.act('first', [wanted(), inTheWait], [{ body: { amount: 10 } }]);
    await offersStage.act('failed', [wanted(), inTheWait], [{ status: 403 }]);
    const before = await functionNames();
    await offersStage.deploy(offers.second);

    const [waiting, failed] = await offersStage.executions();
    expect(waiting?.status).toBe('RUNNING');
    expect(failed?.status).toBe('FAILED');
    expect(await definitionOf(waiting)).toContain('Sign the offer');
    expect(await currentDefinition()).not.toContain('Sign the offer');
    expect(await functionNames()).toEqual(expect.arrayContaining(before));
  }, 120_000);

  it('keeps the functions and versions of steps that changed or are gone [retention, versions]', async () => {
    const functions = await functionNames();
    expect(functions.filter((name) => name.includes('sign'))).toHaveLength(1);
    expect(functions.filter((name) => name.includes('confirm'))).toHaveLength(1);
    const [price] = functions.filter((name) => name.includes('price'));
    const { Versions = [] } = await offersStage.world.clients.functions.send(
      new ListVersionsByFunctionCommand({ FunctionName: price }),
    );
    expect(Versions.map(({ Version }) => Version)).toEqual(['$LATEST', '1', '2']);
  });

  it('gives new records the new version [new-version]', async () => {
    await offersStage.act('second', [wanted(), inTheWait], [{ body: { amount: 20 } }]);
    expect(offersStage.system.keys).toEqual(['price-2']);
  });

  it('redrives a run that failed before it, on what it began with [redrive-after-deploy]', async () => {
    await offersStage.act('failed', [{ redrive: 'offers', nth: 1 }, inTheWait], [{ body: { amount: 30 } }]);
    expect(offersStage.system.keys).toEqual(['price-1']);
    expect((await offersStage.executions())[1]?.status).toBe('RUNNING');
  });

  it('that fails half-way is rolled back, and the records still wait [rollback]', async () => {
    const broken = await offersStage.assembly(third, breakBeforeTheMachine);
    const { failed, output } = await deploy(offersStage.emulator, broken.folder, 'offers');

    expect(failed).toBe(true);
    expect(output).toContain('ROLLBACK');
    expect(await stackStatus()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await offersStage.executions()).map(({ status }) => status)).toEqual([
      'RUNNING',
      'RUNNING',
      'RUNNING',
    ]);
    expect(await currentDefinition()).toContain('Confirm the offer');
  }, 120_000);

  it('that failed half-way works when it is tried again [deploy-again]', async () => {
    await offersStage.deploy(third);
    expect(await stackStatus()).toBe('UPDATE_COMPLETE');
    expect(await currentDefinition()).toContain('Confirm the third offer');
  }, 120_000);

  it('goes back to an older version, and that works for new records [roll-back-by-deploy]', async () => {
    await offersStage.deploy(offers.first);
    await offersStage.act('fourth', [wanted(), inTheWait], [{ body: { amount: 40 } }]);
    expect(offersStage.system.keys).toEqual(['price-1']);
    // The step that came back has a function of its own; runs that began with the kept one still call that.
    expect((await functionNames()).filter((name) => name.includes('sign'))).toHaveLength(2);
  }, 120_000);

  it('lets every record finish on what it began with [waiting-records]', async () => {
    offersStage.system.script([{ body: {} }]);
    await offersStage.world.settle();

    expect((await offersStage.executions()).map(({ status }) => status)).toEqual(Array(4).fill('SUCCEEDED'));
    expect([...offersStage.system.keys].sort()).toEqual(['confirm-2', 'sign-1', 'sign-1', 'sign-1']);
    const stored = (id: string) => propertiesOf(offersStage.world, id);
    expect(await stored('first')).toMatchObject({ signed_by: 'the first version, for 10', amount: '10' });
    expect(await stored('failed')).toMatchObject({ signed_by: 'the first version, for 30', amount: '30' });
    expect(await stored('second')).toMatchObject({
      signed_by: 'the second version, for 20 EUR',
      amount: '20 EUR',
    });
    expect(await stored('fourth')).toMatchObject({ signed_by: 'the first version, for 40', amount: '40' });
  }, 120_000);

  it('changes nothing when nothing has changed [unchanged-deploy]', async () => {
    const { folder } = await offersStage.assembly(offers.first);
    const { failed, output } = await deploy(offersStage.emulator, folder, 'offers');
    expect(output).toContain('no changes');
    expect(failed).toBe(false);
  }, 120_000);

  it('is not needed by what `cdk destroy` of the workflow leaves: functions and versions [retention]', async () => {
    const before = await functionNames();
    const { folder } = await offersStage.assembly(offers.first);
    await cdkOrThrow(offersStage.emulator, ['destroy', 'offers', '--app', folder, '--force']);

    expect(await functionNames()).toEqual(before);
    const { stateMachines } = await offersStage.world.clients.states.send(new ListStateMachinesCommand({}));
    expect(stateMachines).toEqual([]);
  }, 120_000);

  async function definitionOf(execution: WorkflowExecution | undefined): Promise<string | undefined> {
    const described = await offersStage.world.clients.states.send(
      new DescribeStateMachineForExecutionCommand({ executionArn: execution?.arn }),
    );
    return described.definition;
  }

  async function currentDefinition(): Promise<string | undefined> {
    const { stateMachines = [] } = await offersStage.world.clients.states.send(
      new ListStateMachinesCommand({}),
    );
    const described = await offersStage.world.clients.states.send(
      new DescribeStateMachineCommand({ stateMachineArn: stateMachines[0]?.stateMachineArn }),
    );
    return described.definition;
  }

  async function functionNames(): Promise<string[]> {
    const { Functions = [] } = await offersStage.world.clients.functions.send(new ListFunctionsCommand({}));
    return Functions.map(({ FunctionName = '' }) => FunctionName).filter((name) => name.includes('offers'));
  }

  async function stackStatus(): Promise<string | undefined> {
    const { Stacks } = await formation.send(new DescribeStacksCommand({ StackName: named('offers') }));
    return Stacks?.[0]?.StackStatus;
  }
});

/** The second version with another title and another action. */
const third = JSON.parse(
  JSON.stringify(offers.second)
    .replaceAll('Confirm the offer', 'Confirm the third offer')
    .replaceAll('the second version', 'the third version'),
);

/** Adds a resource that cannot be made, in front of the state machine and behind everything else. */
function breakBeforeTheMachine({ workflows }: CodedActionsStacks): void {
  for (const stack of workflows) {
    const machine = stack.node.findAll().find((construct) => construct instanceof CfnStateMachine);
    const broken = new CfnUrl(stack, 'Broken', {
      targetFunctionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:no-such-function',
      authType: 'AWS_IAM',
    });
    for (const construct of stack.node.findAll()) {
      if (construct !== machine && construct !== broken && construct.node.path.includes('/Function/'))
        broken.node.addDependency(construct);
    }
    machine?.node.addDependency(broken);
  }
}
