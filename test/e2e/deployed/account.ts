import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeLogGroupsCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateEventBusCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateRoleCommand, IAMClient, ListRolesCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  LambdaClient,
  ListFunctionsCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  TagResourceCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  ListStateMachinesCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';

export const region = 'eu-west-1';
const account = '123456789012';
const bus = 'coded-actions-dev-events';
const tagsOf = (workflow: string) => ({ 'coded-actions:stage': 'dev', 'coded-actions:workflow': workflow });
const tagList = (workflow: string) =>
  Object.entries(tagsOf(workflow)).map(([Key, Value]) => ({ Key, Value }));
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const policyIn = (where: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'logs:PutLogEvents',
      Resource: `arn:aws:logs:${where}:${account}:log-group:x:*`,
    },
  ],
});
/** CloudFormation begins the names that it makes with the stack's. */
const logsOf = (action: string) => `coded-actions-dev-${action}-logs`;
/** The smallest zip file there is: an empty one. */
const emptyZip = Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex');

/** An account in an emulator, filled by AWS's own SDK in the shapes that our stacks have. */
export class Account {
  private readonly options;
  private readonly lambda;
  private readonly iam;
  private readonly logs;
  private readonly states;
  private readonly stacks;
  private readonly events;

  constructor(endpoint: string) {
    this.options = { endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
    this.lambda = new LambdaClient(this.options);
    this.iam = new IAMClient(this.options);
    this.logs = new CloudWatchLogsClient(this.options);
    this.states = new SFNClient(this.options);
    this.stacks = new CloudFormationClient(this.options);
    this.events = new EventBridgeClient(this.options);
  }

  /** An action that no stack holds: a function with one version, its role and its log group. */
  async addAction(workflow: string, name: string): Promise<string> {
    const role = await this.addRole(workflow, `${name}-role`);
    await this.addLogGroup(workflow, logsOf(name));
    const { FunctionArn } = await this.lambda.send(
      new CreateFunctionCommand({
        FunctionName: name,
        Role: role,
        Code: { ZipFile: emptyZip },
        Handler: 'index.handler',
        Runtime: 'nodejs22.x',
        LoggingConfig: { LogGroup: logsOf(name) },
        Tags: tagsOf(workflow),
        Publish: true,
      }),
    );
    return `${FunctionArn?.replace(/:\d+$/, '')}:1`;
  }

  async addRole(workflow: string, name: string, where = region): Promise<string> {
    const { Role } = await this.iam.send(
      new CreateRoleCommand({
        RoleName: name,
        Path: '/coded-actions/dev/',
        AssumeRolePolicyDocument: trust,
        Tags: tagList(workflow),
      }),
    );
    await this.iam.send(
      new PutRolePolicyCommand({
        RoleName: name,
        PolicyName: 'inline',
        PolicyDocument: JSON.stringify(policyIn(where)),
      }),
    );
    return Role?.Arn ?? '';
  }

  async addLogGroup(workflow: string, name: string): Promise<void> {
    await this.logs.send(new CreateLogGroupCommand({ logGroupName: name, tags: tagsOf(workflow) }));
    await this.logs.send(new PutRetentionPolicyCommand({ logGroupName: name, retentionInDays: 90 }));
  }

  async writeLog(logGroupName: string): Promise<void> {
    await this.logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'stream' }));
    await this.logs.send(
      new PutLogEventsCommand({
        logGroupName,
        logStreamName: 'stream',
        logEvents: [{ timestamp: Date.now(), message: 'a line' }],
      }),
    );
  }

  /** A machine that no stack holds any more, as a stack leaves it that was deleted while a run was open. */
  async addMachine(workflow: string, calls: string, role: string): Promise<string> {
    const { stateMachineArn = '' } = await this.states.send(
      new CreateStateMachineCommand({
        name: `coded-actions-dev-${workflow}`,
        roleArn: role,
        definition: definitionOf(calls),
      }),
    );
    return stateMachineArn;
  }

  async deleteMachine(arn: string): Promise<void> {
    await this.states.send(new DeleteStateMachineCommand({ stateMachineArn: arn }));
  }

  async start(machine: string): Promise<string> {
    const { executionArn = '' } = await this.states.send(
      new StartExecutionCommand({ stateMachineArn: machine, input: '{}' }),
    );
    return executionArn;
  }

  async stop(execution: string): Promise<void> {
    await this.states.send(new StopExecutionCommand({ executionArn: execution }));
  }

  /**
   * A workflow's stack. `DeletionPolicy` is `Retain` here, and `RetainExceptOnCreate` in ours: moto knows only the former.
   *
   * @returns the ARN of its machine
   */
  async deploy(workflow: string, action: string): Promise<string> {
    await this.events.send(new CreateEventBusCommand({ Name: bus }));
    const retained = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
    const role = (name: string) => ({
      Type: 'AWS::IAM::Role',
      ...retained,
      Properties: {
        RoleName: name,
        Path: '/coded-actions/dev/',
        AssumeRolePolicyDocument: JSON.parse(trust),
        Policies: [{ PolicyName: 'inline', PolicyDocument: policyIn(region) }],
        Tags: tagList(workflow),
      },
    });
    const machine = `arn:aws:states:${region}:${account}:stateMachine:coded-actions-dev-${workflow}`;
    const template = {
      Resources: {
        ActionRole: role(`${action}-role`),
        MachineRole: role(`${workflow}-machine`),
        Logs: {
          Type: 'AWS::Logs::LogGroup',
          ...retained,
          Properties: { LogGroupName: logsOf(action), RetentionInDays: 90, Tags: tagList(workflow) },
        },
        Function: {
          Type: 'AWS::Lambda::Function',
          ...retained,
          Properties: {
            FunctionName: action,
            Role: { 'Fn::GetAtt': ['ActionRole', 'Arn'] },
            Code: { ZipFile: 'exports.handler = async () => {};' },
            Handler: 'index.handler',
            Runtime: 'nodejs22.x',
            Tags: tagList(workflow),
          },
        },
        Version: {
          Type: 'AWS::Lambda::Version',
          ...retained,
          Properties: { FunctionName: { Ref: 'Function' } },
        },
        Rule: {
          Type: 'AWS::Events::Rule',
          Properties: {
            EventBusName: bus,
            EventPattern: { source: ['test'] },
            State: 'ENABLED',
            Targets: [{ Id: 'workflow', Arn: machine }],
          },
        },
        Machine: {
          Type: 'AWS::StepFunctions::StateMachine',
          DependsOn: ['Rule', 'Version'],
          Properties: {
            StateMachineName: `coded-actions-dev-${workflow}`,
            RoleArn: { 'Fn::GetAtt': ['MachineRole', 'Arn'] },
            DefinitionString: definitionOf(`arn:aws:lambda:${region}:${account}:function:${action}:1`),
          },
        },
      },
    };
    await this.stacks.send(
      new CreateStackCommand({
        StackName: `coded-actions-dev-${workflow}`,
        TemplateBody: JSON.stringify(template),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    // moto's CloudFormation leaves the tags of functions out.
    const handler = `arn:aws:lambda:${region}:${account}:function:${action}`;
    await this.lambda.send(new TagResourceCommand({ Resource: handler, Tags: tagsOf(workflow) }));
    return machine;
  }

  /** Another version of a function, as a deploy makes it that changes the code. */
  async publish(name: string): Promise<void> {
    await this.lambda.send(new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: emptyZip }));
    await this.lambda.send(new PublishVersionCommand({ FunctionName: name }));
  }

  /** All that stands, by names, in the order of the alphabet. */
  async standing(): Promise<{
    functions: string[];
    roles: string[];
    logGroups: string[];
    machines: string[];
  }> {
    const { Functions = [] } = await this.lambda.send(new ListFunctionsCommand({}));
    const { Roles = [] } = await this.iam.send(new ListRolesCommand({}));
    const { logGroups = [] } = await this.logs.send(new DescribeLogGroupsCommand({}));
    const { stateMachines = [] } = await this.states.send(new ListStateMachinesCommand({}));
    const versions = await Promise.all(
      Functions.map(async ({ FunctionName = '' }) => {
        const { Versions = [] } = await this.lambda.send(new ListVersionsByFunctionCommand({ FunctionName }));
        return Versions.filter(({ Version }) => Version !== '$LATEST').map(
          ({ Version }) => `${FunctionName}:${Version}`,
        );
      }),
    );
    return {
      functions: versions.flat().sort(),
      roles: Roles.map(({ RoleName = '' }) => RoleName).sort(),
      logGroups: logGroups.map(({ logGroupName = '' }) => logGroupName).sort(),
      machines: stateMachines.map(({ name = '' }) => name).sort(),
    };
  }

  /** Whether the stage's one rule enrolls; undefined where there is none. */
  async ruleState(): Promise<string | undefined> {
    const { Rules = [] } = await this.events.send(new ListRulesCommand({ EventBusName: bus }));
    const [rule] = Rules;
    if (rule === undefined) return undefined;
    return (await this.events.send(new DescribeRuleCommand({ Name: rule.Name, EventBusName: bus }))).State;
  }

  async stackStatus(workflow: string): Promise<string | undefined> {
    const { Stacks = [] } = await this.stacks.send(new DescribeStacksCommand({}));
    return Stacks.find(({ StackName }) => StackName === `coded-actions-dev-${workflow}`)?.StackStatus;
  }
}

function definitionOf(calls: string): string {
  return JSON.stringify({
    QueryLanguage: 'JSONata',
    StartAt: 'Wait',
    States: {
      Wait: { Type: 'Wait', Seconds: 86_400, Next: 'Call' },
      Call: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: { FunctionName: calls },
        End: true,
      },
    },
  });
}
