import {
  CloudFormationClient,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  ListRolesCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { LambdaClient, ListFunctionsCommand, ListVersionsByFunctionCommand } from '@aws-sdk/client-lambda';
import { DescribeStateMachineCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { Credentials } from '../emulator/coded-actions';
import { type Emulator, region } from '../emulator/emulator';
import { clientOptions } from './clients';
import { named, stage } from './world';

/** What of one workflow stands, whoever holds it. */
export interface Standing {
  /** Published versions as `<function>:<version>`, in the order of the alphabet, as all here. */
  readonly versions: readonly string[];
  readonly roles: readonly string[];
  readonly logGroups: readonly string[];
  readonly machines: readonly string[];
}

/** The emulated account, as its owner sees it through AWS's SDK. */
export class Account {
  private readonly functions;
  private readonly identity;
  private readonly logs;
  private readonly states;
  private readonly formation;

  constructor({ endpoint, certificate }: Emulator) {
    const options = clientOptions(endpoint, region, certificate);
    this.functions = new LambdaClient(options);
    this.identity = new IAMClient(options);
    this.logs = new CloudWatchLogsClient(options);
    this.states = new SFNClient(options);
    this.formation = new CloudFormationClient(options);
  }

  /** All that stands of a workflow of the tests' stage. */
  async standing(workflow: string): Promise<Standing> {
    const [{ Functions = [] }, { Roles = [] }, { logGroups = [] }, { stateMachines = [] }] =
      await Promise.all([
        this.functions.send(new ListFunctionsCommand({})),
        this.identity.send(new ListRolesCommand({ PathPrefix: `/coded-actions/${stage}/`, MaxItems: 1000 })),
        this.logs.send(new DescribeLogGroupsCommand({})),
        this.states.send(new ListStateMachinesCommand({})),
      ]);
    const mine = (name = '') => name.includes(named(workflow));
    const versions = await Promise.all(
      Functions.filter(({ FunctionName }) => mine(FunctionName)).map(async ({ FunctionName }) => {
        const { Versions = [] } = await this.functions.send(
          new ListVersionsByFunctionCommand({ FunctionName }),
        );
        return Versions.map(({ Version }) => `${FunctionName}:${Version}`);
      }),
    );
    return {
      versions: versions
        .flat()
        .filter((version) => !version.endsWith(':$LATEST'))
        .sort(),
      roles: names(Roles.map(({ RoleName }) => RoleName)).filter(mine),
      logGroups: names(logGroups.map(({ logGroupName }) => logGroupName)).filter(mine),
      machines: names(stateMachines.map(({ name }) => name)).filter(mine),
    };
  }

  /** The physical ids of what a workflow's stack holds of one type. */
  async held(workflow: string, type: string): Promise<readonly string[]> {
    const { StackResourceSummaries = [] } = await this.formation.send(
      new ListStackResourcesCommand({ StackName: named(workflow) }),
    );
    return names(
      StackResourceSummaries.filter(({ ResourceType }) => ResourceType === type).map(
        ({ PhysicalResourceId }) => PhysicalResourceId,
      ),
    );
  }

  /** The status of a workflow's stack; undefined where there is none. */
  async stackStatus(workflow: string): Promise<string | undefined> {
    const { Stacks = [] } = await this.formation.send(new DescribeStacksCommand({}));
    return Stacks.find(
      ({ StackName, StackStatus }) => StackName === named(workflow) && StackStatus !== 'DELETE_COMPLETE',
    )?.StackStatus;
  }

  /** The access key of a new user who may do what a policy allows, and nothing else. */
  async userWith(policy: string): Promise<Credentials> {
    const UserName = `user-${Date.now()}`;
    await this.identity.send(new CreateUserCommand({ UserName }));
    await this.identity.send(
      new PutUserPolicyCommand({ UserName, PolicyName: 'policy', PolicyDocument: policy }),
    );
    const { AccessKey } = await this.identity.send(new CreateAccessKeyCommand({ UserName }));
    return {
      AWS_ACCESS_KEY_ID: AccessKey?.AccessKeyId ?? '',
      AWS_SECRET_ACCESS_KEY: AccessKey?.SecretAccessKey ?? '',
    };
  }

  /** Takes from the role of a workflow's machine all that it may do, as somebody does by hand in the console. */
  async takeGrants(workflow: string): Promise<void> {
    const { stateMachines = [] } = await this.states.send(new ListStateMachinesCommand({}));
    const machine = stateMachines.find(({ name }) => name === named(workflow));
    const { roleArn = '' } = await this.states.send(
      new DescribeStateMachineCommand({ stateMachineArn: machine?.stateMachineArn }),
    );
    const RoleName = roleArn.slice(roleArn.lastIndexOf('/') + 1);
    const { PolicyNames = [] } = await this.identity.send(new ListRolePoliciesCommand({ RoleName }));
    for (const PolicyName of PolicyNames)
      await this.identity.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
  }

  close(): void {
    for (const client of [this.functions, this.identity, this.logs, this.states, this.formation])
      client.destroy();
  }
}

function names(some: readonly (string | undefined)[]): string[] {
  return some.filter((name) => name !== undefined).sort();
}
