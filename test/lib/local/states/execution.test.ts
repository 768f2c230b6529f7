import {
  type Execution,
  execute,
  type IntegrationCall,
  IntegrationError,
  type Json,
  StateMachine,
  TaskTokens,
  VirtualClock,
} from '../../../../lib/local/states';

const START = Date.parse('2026-01-01T00:00:00Z');

function run(
  definition: object,
  input: Json,
  invoke: (call: IntegrationCall) => unknown = () => ({}),
  more: { taskTokens?: TaskTokens; clock?: VirtualClock } = {},
): Execution {
  return execute(new StateMachine({ QueryLanguage: 'JSONata', ...definition }), {
    input,
    name: 'run',
    arn: 'arn:aws:states:us-east-1:111111111111:execution:machine:run',
    stateMachine: { name: 'machine', arn: 'arn:aws:states:us-east-1:111111111111:stateMachine:machine' },
    roleArn: 'arn:aws:iam::111111111111:role/machine',
    clock: more.clock ?? new VirtualClock(START),
    integrations: { invoke: async (call) => invoke(call) },
    random: () => 0.5,
    ...(more.taskTokens ? { taskTokens: more.taskTokens } : {}),
  });
}

const types = (execution: Execution) => execution.history.map(({ type }) => type);

describe('an execution', () => {
  it('assigns, evaluates, chooses and waits, a year passing at once', async () => {
    const clock = new VirtualClock(START);
    const execution = run(
      {
        StartAt: 'Pass',
        States: {
          Pass: { Type: 'Pass', Assign: { total: '{% $states.input.a + 1 %}' }, Next: 'Choice' },
          Choice: {
            Type: 'Choice',
            Choices: [{ Condition: '{% $total > 2 %}', Next: 'Wait' }],
            Default: 'Fail',
          },
          Wait: { Type: 'Wait', Seconds: '{% 365 * 24 * 60 * 60 %}', Next: 'Done' },
          Done: {
            Type: 'Succeed',
            Output: { total: '{% $total %}', name: '{% $states.context.State.Name %}' },
          },
          Fail: { Type: 'Fail' },
        },
      },
      { a: 2 },
      undefined,
      { clock },
    );

    expect(await execution.outcome).toEqual({ status: 'SUCCEEDED', output: { total: 3, name: 'Done' } });
    expect(clock.now()).toBe(START + 365 * 86_400_000);
    expect(types(execution)).toEqual([
      'ExecutionStarted',
      'PassStateEntered',
      'PassStateExited',
      'ChoiceStateEntered',
      'ChoiceStateExited',
      'WaitStateEntered',
      'WaitStateExited',
      'SucceedStateEntered',
      'SucceedStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it('retries a task with backoff, then lets a catcher have the error', async () => {
    const clock = new VirtualClock(START);
    const attempts: number[] = [];
    const execution = run(
      {
        StartAt: 'Task',
        States: {
          Task: {
            Type: 'Task',
            Resource: 'arn:aws:states:::lambda:invoke',
            Arguments: { FunctionName: 'f', Payload: { try: '{% $states.context.State.RetryCount %}' } },
            Retry: [{ ErrorEquals: ['Custom'], IntervalSeconds: 2, MaxAttempts: 2, BackoffRate: 3 }],
            Catch: [
              {
                ErrorEquals: ['States.ALL'],
                Assign: { e: '{% $states.errorOutput.Error %}' },
                Next: 'After',
              },
            ],
            End: true,
          },
          After: { Type: 'Pass', Output: { e: '{% $e %}', in: '{% $states.input %}' }, End: true },
        },
      },
      {},
      (call) => {
        attempts.push(clock.now() - START);
        throw new IntegrationError('Custom', `attempt ${call.attempt}`);
      },
      { clock },
    );

    expect(await execution.outcome).toEqual({
      status: 'SUCCEEDED',
      output: { e: 'Custom', in: { Error: 'Custom', Cause: 'attempt 2' } },
    });
    expect(attempts).toEqual([0, 2000, 8000]);
  });

  it('goes on when a task token is returned', async () => {
    const taskTokens = new TaskTokens();
    const execution = run(
      {
        StartAt: 'Ask',
        States: {
          Ask: {
            Type: 'Task',
            Resource: 'arn:aws:states:::aws-sdk:dynamodb:updateItem.waitForTaskToken',
            Arguments: { token: '{% $states.context.Task.Token %}' },
            End: true,
          },
        },
      },
      {},
      (call) => {
        const { token } = call.arguments as { token: string };
        setImmediate(() => taskTokens.succeed(token, { answer: 42 }));
        return {};
      },
      { taskTokens },
    );

    expect(await execution.outcome).toEqual({ status: 'SUCCEEDED', output: { answer: 42 } });
    expect(types(execution)).toContain('TaskSubmitted');
  });

  it('redrives a Map: only the iteration that failed runs again', async () => {
    const called: Json[] = [];
    let broken = true;
    const execution = run(
      {
        StartAt: 'Map',
        States: {
          Map: {
            Type: 'Map',
            Items: [1, 2, 3],
            MaxConcurrency: 1,
            ItemProcessor: {
              StartAt: 'Task',
              States: {
                Task: {
                  Type: 'Task',
                  Resource: 'arn:aws:states:::lambda:invoke',
                  Arguments: '{% $states.input %}',
                  End: true,
                },
              },
            },
            End: true,
          },
        },
      },
      {},
      (call) => {
        called.push(call.arguments);
        if (call.arguments === 2 && broken) throw new IntegrationError('Broken', 'for now');
        return call.arguments;
      },
    );
    expect(await execution.outcome).toEqual({ status: 'FAILED', error: 'Broken', cause: 'for now' });

    broken = false;
    execution.redrive();

    expect(await execution.outcome).toEqual({ status: 'SUCCEEDED', output: [1, 2, 3] });
    expect(called).toEqual([1, 2, 2, 3]);
  });
});
