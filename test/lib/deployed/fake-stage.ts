import type { UnfinishedExecution } from '../../../lib/deployed/execution';
import type { StackResource } from '../../../lib/deployed/holdings';
import type { ExecutionRevision } from '../../../lib/deployed/needs-of-executions';
import type {
  ListedFunction,
  ListedLogGroup,
  ListedRole,
  Machine,
  PolicyDetails,
  RoleDetails,
  RuleName,
  Stack,
  StageServices,
} from '../../../lib/deployed/services';
import type { StandingVersion } from '../../../lib/deployed/standing';

/** When tests happen, in milliseconds since the epoch. */
export const now = Date.parse('2026-11-24T12:00:00Z');
export const day = 24 * 60 * 60 * 1000;

export const region = 'eu-west-1';
const account = '123456789012';
export const functionArn = (name: string) => `arn:aws:lambda:${region}:${account}:function:${name}`;
export const roleArn = (name: string) => `arn:aws:iam::${account}:role/coded-actions/dev/${name}`;
export const policyArn = (name: string) => `arn:aws:iam::${account}:policy/coded-actions/dev/${name}`;
export const machineArnOf = (workflow: string) =>
  `arn:aws:states:${region}:${account}:stateMachine:coded-actions-dev-${workflow}`;
export const executionArn = (workflow: string, name: string) =>
  `arn:aws:states:${region}:${account}:execution:coded-actions-dev-${workflow}:${name}`;
export const tagsOf = (workflow: string) => ({
  'coded-actions:stage': 'dev',
  'coded-actions:workflow': workflow,
});

/** A document that lets write to a log group of a region, as each of our roles has one. */
export const documentOf = (where = region) =>
  JSON.stringify({ Resource: `arn:aws:logs:${where}:${account}:log-group:some:*` });

interface FakeFunction extends ListedFunction {
  versions: StandingVersion[];
  tags: Record<string, string>;
}
interface FakeRole extends ListedRole, RoleDetails {}
interface FakeLogGroup extends ListedLogGroup {
  tags: Record<string, string>;
  lastWrittenAt: number | undefined;
}
interface FakeExecution extends UnfinishedExecution {
  revision: ExecutionRevision;
  redrivable: boolean;
}

/** An account that is a few lists, with every call that changes it written down. */
export class FakeStage {
  readonly functions = new Map<string, FakeFunction>();
  readonly roles = new Map<string, FakeRole>();
  readonly policies = new Map<string, PolicyDetails>();
  readonly logGroups = new Map<string, FakeLogGroup>();
  readonly stacks = new Map<string, Stack & { resources: StackResource[]; lastEventAt: number }>();
  readonly machines = new Map<string, Machine>();
  readonly executions = new Map<string, FakeExecution>();
  readonly enabledRules = new Set<string>();
  /** What the table says; undefined where there is no table. */
  runs: UnfinishedExecution[] | undefined = [];
  /** Changes, in their order. */
  readonly calls: string[] = [];
  /** What was asked about executions. */
  readonly questions: string[] = [];
  /** Changes that fail, by how they are written down. */
  readonly failures = new Map<string, Error>();
  /** What happens when something is asked or changed. */
  onCall: (call: string) => void = () => {};

  /** A function with its versions, its role and its log group, as a deploy makes them. */
  addAction(workflow: string, name: string, versions: readonly string[] = ['1']): void {
    const settings = { role: roleArn(`${name}-role`), logGroup: `coded-actions-dev-${name}-logs` };
    this.addRole(workflow, `${name}-role`);
    this.addLogGroup(workflow, settings.logGroup);
    this.functions.set(name, {
      name,
      arn: functionArn(name),
      ...settings,
      versions: versions.map((version) => ({ version, ...settings })),
      tags: tagsOf(workflow),
    });
  }

  addRole(workflow: string, name: string, where = region): void {
    this.roles.set(name, {
      name,
      arn: roleArn(name),
      createdAt: now - 30 * day,
      tags: tagsOf(workflow),
      documents: [documentOf(where)],
      attached: 0,
    });
  }

  addLogGroup(workflow: string, name: string, lastWrittenAt: number | undefined = now - day): void {
    this.logGroups.set(name, {
      name,
      arn: `arn:aws:logs:${region}:${account}:log-group:${name}`,
      retentionDays: 90,
      tags: tagsOf(workflow),
      lastWrittenAt,
    });
  }

  /** A stack that holds actions (with one version each), a machine that calls them, its role, and a rule. */
  deploy(
    workflow: string,
    actions: Readonly<Record<string, string>>,
    machineRole = `${workflow}-machine`,
  ): void {
    const name = `coded-actions-dev-${workflow}`;
    if (!this.roles.has(machineRole)) this.addRole(workflow, machineRole);
    const logs = `/aws/vendedlogs/states/${name}-1`;
    if (!this.logGroups.has(logs)) this.addLogGroup(workflow, logs);
    const hold = (type: string, physicalId: string) => ({ stack: name, type, physicalId });
    this.stacks.set(name, {
      id: `arn:aws:cloudformation:${region}:${account}:stack/${name}/1`,
      name,
      status: 'UPDATE_COMPLETE',
      terminationProtected: false,
      changedAt: now - 3 * day,
      lastEventAt: now - 3 * day,
      resources: [
        ...Object.entries(actions).flatMap(([action, version]) => [
          hold('AWS::Lambda::Function', action),
          hold('AWS::Lambda::Version', `${functionArn(action)}:${version}`),
          hold('AWS::IAM::Role', `${action}-role`),
          hold('AWS::Logs::LogGroup', `coded-actions-dev-${action}-logs`),
        ]),
        hold('AWS::IAM::Role', machineRole),
        hold('AWS::Logs::LogGroup', logs),
        hold('AWS::Events::Rule', `coded-actions-dev-events|${workflow}-rule`),
        hold('AWS::StepFunctions::StateMachine', machineArnOf(workflow)),
      ],
    });
    this.enabledRules.add(`${workflow}-rule`);
    this.machines.set(machineArnOf(workflow), {
      ...this.revision(actions, machineRole, workflow),
      deleting: false,
      createdAt: now - 100 * day,
    });
  }

  /** What an execution began with that calls these versions. */
  revision(
    actions: Readonly<Record<string, string>>,
    machineRole: string,
    workflow = 'leads',
  ): ExecutionRevision {
    return {
      definition: JSON.stringify(
        Object.entries(actions).map(([name, version]) => `${functionArn(name)}:${version}`),
      ),
      roleArn: roleArn(machineRole),
      logGroupArns: [
        `arn:aws:logs:${region}:${account}:log-group:/aws/vendedlogs/states/coded-actions-dev-${workflow}-1:*`,
      ],
      revisionId: undefined,
      updatedAt: 0,
    };
  }

  addExecution(
    workflow: string,
    name: string,
    status: UnfinishedExecution['status'],
    revision: ExecutionRevision,
    { endedDaysAgo = 1, redrivable = true } = {},
  ): void {
    const arn = executionArn(workflow, name);
    this.executions.set(arn, {
      arn,
      status,
      startedAt: now - 40 * day,
      stoppedAt: status === 'RUNNING' ? undefined : now - endedDaysAgo * day,
      machineVersion: undefined,
      revision,
      redrivable,
    });
  }

  readonly services: StageServices = {
    region,
    functions: {
      list: async (accept) => {
        this.onCall('list functions');
        return [...this.functions.values()].filter(({ role }) => accept(role));
      },
      versions: async (name) => this.functions.get(name)?.versions ?? [],
      tags: async (arn) => [...this.functions.values()].find((found) => found.arn === arn)?.tags ?? {},
      deleteVersion: async (name, version) => {
        this.change(`version ${name}:${version}`);
        const found = this.functions.get(name);
        if (found) found.versions = found.versions.filter((kept) => kept.version !== version);
      },
      deleteFunction: async (name) => {
        this.change(`function ${name}`);
        this.functions.delete(name);
      },
    },
    identity: {
      roles: async (path) => [...this.roles.values()].filter(({ arn }) => arn.includes(`:role${path}`)),
      roleDetails: async (name) => this.roles.get(name),
      policies: async (path) => [...this.policies.keys()].filter((arn) => arn.includes(`:policy${path}`)),
      policyDetails: async (arn) => this.policies.get(arn),
      deleteRole: async (name) => {
        this.change(`role ${name}`);
        this.roles.delete(name);
        for (const [arn, details] of this.policies) {
          this.policies.set(arn, { ...details, roles: details.roles.filter((role) => role !== name) });
        }
      },
      deletePolicy: async (arn) => {
        this.change(`policy ${arn.slice(arn.lastIndexOf('/') + 1)}`);
        this.policies.delete(arn);
      },
    },
    logs: {
      list: async (prefix) => [...this.logGroups.values()].filter(({ name }) => name.startsWith(prefix)),
      lastWrittenAt: async (name) => this.logGroups.get(name)?.lastWrittenAt,
      tags: async (arn) => [...this.logGroups.values()].find((found) => found.arn === arn)?.tags ?? {},
      delete: async (name) => {
        this.change(`logGroup ${name}`);
        this.logGroups.delete(name);
      },
    },
    stacks: {
      list: async (prefix) => {
        this.onCall('list stacks');
        return [...this.stacks.values()].filter(({ name }) => name.startsWith(prefix));
      },
      describe: async (nameOrId) =>
        [...this.stacks.values()].find(({ name, id }) => name === nameOrId || id === nameOrId),
      resources: async (stack) => this.stacks.get(stack)?.resources ?? [],
      lastEventAt: async (stack) => this.stacks.get(stack)?.lastEventAt,
      delete: async (name) => {
        this.change(`stack ${name}`);
        this.stacks.delete(name);
        this.machines.delete(
          name.replace(/^coded-actions-dev-(.*)$/, (_, workflow) => machineArnOf(workflow)),
        );
      },
      failures: async () => ['Function: it is in use'],
    },
    executions: {
      machine: async (arn) => this.machines.get(arn),
      list: async (machine, status) => {
        this.questions.push(`${status} of ${machine.slice(machine.lastIndexOf('-') + 1)}`);
        this.onCall(`list ${status}`);
        if (!this.machines.has(machine)) return [];
        const prefix = machine.replace(':stateMachine:', ':execution:');
        return [...this.executions.values()].filter(
          (execution) => execution.status === status && execution.arn.startsWith(`${prefix}:`),
        );
      },
      revisionOf: async (arn) => {
        this.questions.push(`revision of ${arn}`);
        return this.executions.get(arn)?.revision;
      },
      canBeRedriven: async (arn) => {
        this.questions.push(`redrive of ${arn}`);
        return this.executions.get(arn)?.redrivable === true;
      },
      stop: async (arn) => {
        this.change(`stop ${arn.slice(arn.lastIndexOf(':') + 1)}`);
        const execution = this.executions.get(arn);
        if (execution) this.executions.set(arn, { ...execution, status: 'ABORTED', stoppedAt: now });
      },
    },
    rules: {
      disable: async ({ name }: RuleName) => {
        this.change(`disable ${name}`);
        this.enabledRules.delete(name);
      },
      enable: async ({ name }: RuleName) => {
        this.change(`enable ${name}`);
        this.enabledRules.add(name);
      },
    },
    runs: {
      unfinished: async (_workflow, startedBefore, limit) =>
        this.runs
          ?.filter(({ startedAt }) => startedBefore === undefined || startedAt < startedBefore)
          .slice(0, limit),
    },
  };

  private change(call: string): void {
    this.onCall(call);
    const failure = this.failures.get(call);
    if (failure !== undefined) throw failure;
    this.calls.push(call);
  }
}
