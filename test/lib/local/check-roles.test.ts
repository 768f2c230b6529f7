import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { startLocalRuntime } from '../../../lib/local/runtime';
import { VirtualClock } from '../../../lib/local/states';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Starts a runtime with a machine in the role that is made. */
function startWith(makeRole: (stack: Stack) => iam.IRole) {
  const outdir = mkdtempSync(join(tmpdir(), 'roles-'));
  folders.push(outdir);
  const app = new App({ outdir });
  const stack = new Stack(app, 'app');
  new sfn.CfnStateMachine(stack, 'Machine', {
    roleArn: makeRole(stack).roleArn,
    definitionString: '{"StartAt":"End","States":{"End":{"Type":"Succeed"}}}',
  });
  app.synth();
  return startLocalRuntime({ assembly: outdir, clock: new VirtualClock(0) });
}

const assumedBy = new iam.ServicePrincipal('states.amazonaws.com');

describe('an assembly', () => {
  it('with a role of elsewhere is refused: what it allows is not known here', async () => {
    const role = (stack: Stack) =>
      iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::123456789012:role/other');
    await expect(startWith(role)).rejects.toThrow(
      'app/Machine: the local run does not support the role arn:aws:iam::123456789012:role/other, which is not in the assembly.',
    );
  });

  it('with a permissions boundary is refused', async () => {
    const role = (stack: Stack) =>
      new iam.Role(stack, 'Role', {
        assumedBy,
        permissionsBoundary: iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess'),
      });
    await expect(startWith(role)).rejects.toThrow('the local run does not support a permissions boundary.');
  });

  it('with a policy that is not evaluated is refused, with its place', async () => {
    const role = (stack: Stack) => {
      const made = new iam.Role(stack, 'Role', { assumedBy });
      made.addToPolicy(
        new iam.PolicyStatement({
          actions: ['dynamodb:GetItem'],
          resources: ['*'],
          conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['a'] } },
        }),
      );
      return made;
    };
    await expect(startWith(role)).rejects.toThrow(
      /^app\/Role\w+, policy \S+, statement 1: the local run does not evaluate the condition operator ForAllValues:StringEquals\.$/,
    );
  });

  it('with managed policies attaches them, whichever names the other', async () => {
    const role = (stack: Stack) => {
      const made = new iam.Role(stack, 'Role', { assumedBy });
      const statements = [new iam.PolicyStatement({ actions: ['a:B'], resources: ['*'] })];
      new iam.ManagedPolicy(stack, 'Attaches', { statements, roles: [made] });
      made.addManagedPolicy(new iam.ManagedPolicy(stack, 'Attached', { statements }));
      return made;
    };
    const runtime = await startWith(role);
    expect(runtime.resources.roles[0]?.managedPolicyArns).toHaveLength(2);
    expect(runtime.resources.managedPolicies).toHaveLength(2);
    await runtime.close();
  });
});
