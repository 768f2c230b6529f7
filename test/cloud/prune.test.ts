import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeExecutionCommand, RedriveExecutionCommand } from '@aws-sdk/client-sfn';
import { packageRoot } from '../../lib/package-root';
import { type CommandCall, type Credentials, codedActions } from './emulator/coded-actions';
import { account as accountId } from './emulator/emulator';
import { offers } from './fixtures/workflows';
import { propertiesOf } from './scenarios/run-scenario';
import { Account, type Standing } from './worlds/account';
import { inTheWait, OffersStage, wanted } from './worlds/offers-stage';

/**
 * `coded-actions prune` and `destroy`, run by somebody who may do what their page says and nothing else, in a cloud that
 * is not ours. The tests are one story: each goes on where the one before it ended. It begins with three versions of a
 * workflow, of which the second has a step of its own and was never run.
 */
describe('What deploys leave', () => {
  let stage: OffersStage;
  let account: Account;
  let pruner: Credentials;

  beforeAll(async () => {
    stage = await OffersStage.open();
    account = new Account(stage.emulator);
    pruner = await account.userWith(documentedPolicy());
    await stage.act('first', [wanted(), inTheWait], [{ body: { amount: 10 } }]);
    await stage.act('failed', [wanted(), inTheWait], [{ status: 403 }]);
    await stage.deploy(offers.between);
    await stage.deploy(offers.second);
    await stage.act('second', [wanted(), inTheWait], [{ body: { amount: 20 } }]);
  }, 300_000);

  afterAll(async () => {
    account?.close();
    await stage?.close();
  }, 60_000);

  it('is not touched right after a deploy, since runs may not be listed yet [prune-settles]', async () => {
    const before = await standing();
    const call = await command('prune', '--stage', 'dev');

    expect(call).toMatchObject({ code: 0, output: expect.stringContaining('was deployed') });
    expect(call.output).toContain('Nothing to delete');
    expect(await standing()).toEqual(before);
  });

  it('is told by `prune --dry-run`, with the reason of each, and not changed [prune-dry-run]', async () => {
    const before = await standing();
    const { code, output } = await prune('--dry-run', '--json');

    expect(code).toBe(0);
    const resources: { kind: string; id: string; verdict: string; why: string }[] =
      JSON.parse(output).resources;
    const verdictsOn = (part: string) =>
      resources.filter(({ id }) => id.includes(part)).map(({ kind, verdict }) => `${verdict} ${kind}`);
    expect(verdictsOn('-audit').sort()).toEqual(['delete function', 'delete logGroup', 'delete role']);
    expect(verdictsOn('-sign').sort()).toEqual([
      'keep function',
      'keep logGroup',
      'keep role',
      'keep version',
    ]);
    expect(resources.find(({ id }) => id.includes('-sign') && id.endsWith(':1'))?.why).toMatch(
      /^runs such as .* can call it$/,
    );
    expect(await standing()).toEqual(before);
  });

  it('goes by `prune` where no run can need it, and nothing else does [prune, prune-permissions]', async () => {
    const before = await standing();
    expect(named(before, '-audit')).toHaveLength(3);
    const call = await prune();

    expect(call).toMatchObject({ code: 0, errors: expect.not.stringContaining('denied') });
    const after = await standing();
    expect(named(after, '-audit')).toEqual([]);
    // The role of the machine that had the step goes too; those of the first and the last version stay.
    const machineRoles = (all: Standing) => all.roles.filter((name) => name.includes('-statemachine'));
    expect(machineRoles(before)).toHaveLength(3);
    expect(machineRoles(after)).toHaveLength(2);
    const gone = [...named(before, '')].filter((name) => !named(after, '').includes(name));
    expect(gone).toHaveLength(4);
  });

  it('is what records that wait finish on, after a prune too [prune, waiting-records]', async () => {
    stage.system.script([{ body: {} }]);
    await stage.world.settle();

    expect(await statuses()).toEqual(['SUCCEEDED', 'FAILED', 'SUCCEEDED']);
    expect([...stage.system.keys].sort()).toEqual(['confirm-2', 'sign-1']);
    const stored = (id: string) => propertiesOf(stage.world, id);
    expect(await stored('first')).toMatchObject({ signed_by: 'the first version, for 10' });
    expect(await stored('second')).toMatchObject({ signed_by: 'the second version, for 20 EUR' });
  }, 120_000);

  it('stays for a run that failed and can be redriven, which then works [prune, redrive-after-deploy]', async () => {
    const call = await prune();
    expect(call).toMatchObject({ code: 0, output: expect.stringContaining('Nothing to delete') });
    await stage.act('failed', [{ redrive: 'offers', nth: 1 }, { settle: {} }], [{ body: { amount: 30 } }]);

    expect(await statuses()).toEqual(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED']);
    expect(stage.system.keys).toEqual(['price-1', 'sign-1']);
    expect(await propertiesOf(stage.world, 'failed')).toMatchObject({
      signed_by: 'the first version, for 30',
    });
  }, 120_000);

  it('goes when all runs have ended, but for logs that are kept, and then there is nothing left to delete [prune]', async () => {
    expect(await prune()).toMatchObject({ code: 0 });
    const { versions, roles, logGroups } = await standing();

    expect(versions.map(arnEnd)).toEqual((await account.held('offers', 'AWS::Lambda::Version')).map(arnEnd));
    expect(roles).toEqual(await account.held('offers', 'AWS::IAM::Role'));
    const heldLogs = await account.held('offers', 'AWS::Logs::LogGroup');
    expect(logGroups.filter((name) => !heldLogs.includes(name))).toEqual([
      expect.stringContaining('-signLogs'),
    ]);
    expect(await prune()).toMatchObject({ output: expect.stringContaining('Nothing to delete') });
  }, 60_000);

  it('does not hinder new records, nor does pruning [prune, new-version]', async () => {
    await stage.act('third', [wanted(), inTheWait], [{ body: { amount: 50 } }]);
    await stage.act('lost', [wanted(), inTheWait], [{ status: 403 }]);

    expect(stage.system.keys).toEqual(['price-2']);
    expect(await statuses()).toEqual(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED', 'RUNNING', 'FAILED']);
  }, 120_000);

  it('is not destroyed while a run is open, unless somebody says what becomes of it [destroy]', async () => {
    const before = await standing();
    const told = await command('destroy', 'offers', '--stage', 'dev', '--dry-run', '--stop-runs');
    expect(told).toMatchObject({ code: 0, output: expect.stringContaining('stop 1 open run') });
    const refused = await command('destroy', 'offers', '--stage', 'dev');
    expect(refused).toMatchObject({
      code: 1,
      errors: expect.stringContaining('1 run of offers is open'),
    });
    expect(await standing()).toEqual(before);
    expect(await account.stackStatus('offers')).toBe('UPDATE_COMPLETE');
  }, 60_000);

  it('is destroyed with its open run, but for logs and records [destroy]', async () => {
    const [, , , open, failed] = await stage.executions();
    const call = await command('destroy', 'offers', '--stage', 'dev', '--stop-runs', '--settle', '1');

    expect(call).toMatchObject({ code: 0 });
    expect(await account.stackStatus('offers')).toBeUndefined();
    const { versions, roles, machines, logGroups } = await standing();
    expect({ versions, roles, machines }).toEqual({ versions: [], roles: [], machines: [] });
    expect(logGroups.length).toBeGreaterThan(0);
    expect(await propertiesOf(stage.world, 'third')).toMatchObject({ email: 'ana@example.com' });
    const { states } = stage.world.clients;
    const described = await states.send(new DescribeExecutionCommand({ executionArn: open?.arn }));
    expect(described).toMatchObject({ status: 'ABORTED', error: 'CodedActions.WorkflowDestroyed' });
    // What a run of a deleted machine began with can go, since AWS does not redrive it.
    for (const execution of [open, failed]) {
      const redriven = states.send(new RedriveExecutionCommand({ executionArn: execution?.arn }));
      await expect(redriven).rejects.toThrow('DELETING');
    }
  }, 120_000);

  it('is no hindrance to deploying the workflow again [destroy]', async () => {
    await stage.deploy(offers.second);
    await stage.act('fifth', [wanted(), { settle: {} }], [{ body: { amount: 60 } }]);

    expect(await propertiesOf(stage.world, 'fifth')).toMatchObject({
      signed_by: 'the second version, for 60 EUR',
    });
  }, 120_000);

  function standing(): Promise<Standing> {
    return account.standing('offers');
  }

  async function statuses(): Promise<string[]> {
    return (await stage.executions()).map(({ status }) => status);
  }

  function command(...words: string[]): Promise<CommandCall> {
    return codedActions(stage.emulator, words, pruner);
  }

  function prune(...words: string[]): Promise<CommandCall> {
    return command('prune', '--stage', 'dev', '--settle', '0', ...words);
  }
});

/**
 * The policy that docs/prune-and-destroy.md gives whoever runs the two commands. The emulator judges a call about a role
 * by the role's name, where AWS does by its ARN with the path (probe `iam_paths`).
 */
function documentedPolicy(): string {
  const page = readFileSync(join(packageRoot(), 'docs/prune-and-destroy.md'), 'utf8');
  const [, policy = ''] = /```json\n(.*?)```/s.exec(page) ?? [];
  return policy
    .replaceAll('123456789012', accountId)
    .replaceAll(':role/coded-actions/dev/*', ':role/coded-actions-dev-*');
}

/** All names of what stands that have a part. */
function named({ versions, roles, logGroups }: Standing, part: string): string[] {
  return [...versions, ...roles, ...logGroups].filter((name) => name.includes(part));
}

/** `<function>:<version>`, of that or of a version's ARN. */
function arnEnd(arn: string): string {
  return arn.split(':').slice(-2).join(':');
}
