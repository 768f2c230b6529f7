import {
  execute,
  type IntegrationCall,
  IntegrationError,
  type Json,
  type JsonObject,
  StateMachine,
  seededRandom,
  TaskTokens,
  VirtualClock,
} from '../../lib/local/states';
import { matchesJson } from './compare';
import type { ConformanceCase, RecordedTask } from './conformance-case';
import { detailsOf, type Observation, visitsIn } from './observation';

/** Runs a case: the definition it is given, and an answer to every task. */
export type Interpreter = (conformanceCase: ConformanceCase) => Promise<Observation>;

/** Answers at once even where a recorded task was aborted, so that what others wait for comes. */
class ReplayClock extends VirtualClock {
  override during<T>(work: Promise<T>): Promise<T> {
    return work;
  }
}

/** The interpreter of this project, given the recorded task results in order. */
export const ourInterpreter: Interpreter = async (conformanceCase) => {
  const recorded = new RecordedTasks(conformanceCase);
  const taskTokens = new TaskTokens({ newToken: recorded.newToken });
  const isTestState = conformanceCase.features.includes('testState');
  const isExpress = isTestState || conformanceCase.id.startsWith('express.');
  const execution = execute(new StateMachine(conformanceCase.definition), {
    input: conformanceCase.input,
    name: 'conformance',
    arn: `arn:aws:states:us-east-1:111111111111:${isExpress ? 'express:machine:conformance:1' : 'execution:machine:conformance'}`,
    stateMachine: { name: 'machine', arn: 'arn:aws:states:us-east-1:111111111111:stateMachine:machine' },
    roleArn: 'arn:aws:iam::111111111111:role/machine',
    clock: new ReplayClock(Date.parse('2026-01-01T00:00:00Z')),
    integrations: { invoke: (call) => recorded.answer(call, taskTokens) },
    taskTokens,
    random: seededRandom(1),
    ...(isExpress || predatesRedrive(conformanceCase) ? { type: 'EXPRESS' } : {}),
    ...(isTestState ? { contextObject: asTestState } : {}),
  });
  const outcome = await execution.outcome;
  return {
    outcome,
    visits: visitsIn(execution.history),
    evaluationFailures: execution.history
      .filter(({ type }) => type === 'EvaluationFailed')
      .map((event) => {
        const { state, error, location, cause } = detailsOf(event);
        return {
          state: String(state),
          error: String(error),
          ...(location === undefined ? {} : { location: String(location) }),
          ...(cause === undefined ? {} : { cause: String(cause) }),
        };
      }),
    taskProblems: [...recorded.problems, ...recorded.unused()],
  };
};

/** The TestState API runs a state under a name of its own. */
function asTestState(context: JsonObject): JsonObject {
  return { ...context, State: { ...(context.State as JsonObject), Name: 'StateName' } };
}

/** Recordings older than redrive (November 2023) show a context object without its count. */
function predatesRedrive(conformanceCase: ConformanceCase): boolean {
  const recorded = JSON.stringify(conformanceCase);
  return recorded.includes('"EnteredTime"') && !recorded.includes('"RedriveCount"');
}

/** The recorded attempts, handed out in order to each state in each Map iteration. */
class RecordedTasks {
  readonly problems: string[] = [];
  private readonly queues = new Map<string, RecordedTask[]>();
  private readonly masked: string[];

  constructor({ tasks, masked = [] }: ConformanceCase) {
    this.masked = masked;
    this.tokens = tasks.flatMap(
      ({ parameters }) => /<task_token:\d+>/.exec(JSON.stringify(parameters ?? null)) ?? [],
    );
    for (const task of tasks) {
      const key = JSON.stringify([task.state, task.path ?? []]);
      this.queues.set(key, [...(this.queues.get(key) ?? []), task]);
    }
  }

  /** Tokens that the recording names are data: they come back in results. */
  readonly newToken = (): string => this.tokens.shift() ?? `token-${++this.made}`;
  private readonly tokens: string[];
  private made = 0;

  async answer(call: IntegrationCall, tokens: TaskTokens): Promise<Json> {
    const task = this.queues.get(JSON.stringify([call.stateName, call.path]))?.shift();
    if (!task) {
      this.problems.push(`state '${call.stateName}' asked for a task that was not recorded`);
      throw new IntegrationError('Conformance.NotRecorded', 'The recording has no such task');
    }
    this.check(call, task);
    const { taskToken } = call;
    const hasToken = call.pattern === 'waitForTaskToken' && taskToken !== undefined;
    if (task.aborted) return new Promise(() => {});
    if (task.error !== undefined) {
      // SendTaskFailure may name no error; the recording then says States.TaskFailed, without a cause.
      if (hasToken && task.error === 'States.TaskFailed' && task.cause === undefined) {
        tokens.fail(taskToken);
        return {};
      }
      throw new IntegrationError(task.error, task.cause);
    }
    if (!hasToken) return task.result ?? null;
    tokens.succeed(taskToken, task.result ?? null);
    return {};
  }

  unused(): string[] {
    return [...this.queues.values()]
      .flat()
      .map(({ state }) => `state '${state}' did not ask for a recorded task`);
  }

  private check(call: IntegrationCall, task: RecordedTask): void {
    const where = `state '${call.stateName}', attempt ${call.attempt}`;
    if (task.parameters !== undefined && !matchesJson(task.parameters, call.arguments, this.masked)) {
      this.problems.push(
        `${where}: was given ${JSON.stringify(call.arguments)}, not ${JSON.stringify(task.parameters)}`,
      );
    }
    for (const [name, recorded, given] of [
      ['TimeoutSeconds', task.timeoutInSeconds, call.timeoutSeconds],
      ['HeartbeatSeconds', task.heartbeatInSeconds, call.heartbeatSeconds],
    ] as const) {
      if (recorded !== undefined && recorded !== given) {
        this.problems.push(`${where}: ${name} was ${given}, not ${recorded}`);
      }
    }
  }
}
