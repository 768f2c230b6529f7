import {
  execute,
  type HistoryEvent,
  IntegrationError,
  type Json,
  StateMachine,
  seededRandom,
  TaskTokens,
  VirtualClock,
} from '../../../../lib/local/states';
import { run, runState, START, task, types } from './machine';

const YEAR = 365 * 86_400_000;

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
      { input: { a: 2 }, clock },
    );

    expect(await execution.outcome).toEqual({ status: 'SUCCEEDED', output: { total: 3, name: 'Done' } });
    expect(clock.now()).toBe(START + YEAR);
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

  // "Maximum execution time": "1 year. If an execution runs for more than the 1-year maximum, it will fail with a
  // States.Timeout error" ("Quotas related to state machine executions"); 5 minutes for Express workflows.
  it.each([
    ['STANDARD', YEAR],
    ['EXPRESS', 300_000],
  ] as const)('of type %s times out when it has gone on for as long as one may', async (type, longest) => {
    const clock = new VirtualClock(START);
    const waits = {
      StartAt: 'Wait',
      States: {
        Wait: { Type: 'Wait', Seconds: (longest / 1000) * 0.75, Next: 'Again' },
        Again: { Type: 'Pass', Next: 'Wait' },
      },
    };

    const execution = run(waits, { type, clock });

    expect(await execution.outcome).toEqual({ status: 'TIMED_OUT', error: 'States.Timeout' });
    expect(clock.now()).toBe(START + longest);
    expect(types(execution).filter((one) => one === 'WaitStateEntered')).toHaveLength(2);
    expect(types(execution).at(-1)).toBe('ExecutionTimedOut');
  });

  it.each([
    [
      'a retry',
      task({
        Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 90_000, BackoffRate: 9, MaxAttempts: 9 }],
      }),
    ],
    [
      'a task',
      task({ Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', TimeoutSeconds: 99_999_999 }),
    ],
  ])('times out also while %s has longer', async (_what, state) => {
    const invoke = () => {
      if ('Retry' in state) throw new IntegrationError('Lambda.Unknown', '');
      return {};
    };

    const outcome = await run(
      { TimeoutSeconds: 99_999_999, StartAt: 'It', States: { It: state } },
      { invoke },
    ).outcome;

    expect(outcome).toEqual({ status: 'TIMED_OUT', error: 'States.Timeout' });
  });

  it('does not let time jump a year while it waits for somebody outside', async () => {
    const clock = new VirtualClock(START, { jumpsOutside: false });
    const taskTokens = new TaskTokens();
    const state = task({
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: '{% $states.context.Task.Token %}',
      TimeoutSeconds: 99_999_999,
    });
    const execution = run(
      { StartAt: 'It', States: { It: state } },
      {
        clock,
        taskTokens,
        invoke: (call) => {
          setTimeout(() => taskTokens.succeed(String(call.arguments), 'done'), 50);
        },
      },
    );

    expect(await execution.outcome).toMatchObject({ status: 'SUCCEEDED' });
    expect(clock.now()).toBe(START);
  });

  it('tells of its events as they happen, chained and numbered', async () => {
    const told: HistoryEvent[] = [];
    const execution = run(
      { StartAt: 'It', States: { It: task({}) } },
      { invoke: () => ({ done: true }), onEvent: (event) => told.push(event) },
    );
    await execution.outcome;

    expect(told).toEqual(execution.history);
    expect(told.map(({ id, previousEventId }) => [id, previousEventId])).toEqual(
      told.map((_, i) => [i + 1, i]),
    );
    expect(told.find(({ type }) => type === 'TaskScheduled')).toMatchObject({
      taskScheduledEventDetails: {
        resourceType: 'lambda',
        resource: 'invoke',
        region: 'us-east-1',
        parameters: '{}',
      },
    });
  });

  it('gives a task its call', async () => {
    const calls: unknown[] = [];
    await runState(
      task({
        Resource: 'arn:aws:states:::dynamodb:getItem',
        Arguments: { Key: '{% $states.input.k %}' },
        TimeoutSeconds: '{% 5 + 5 %}',
        Credentials: { RoleArn: '{% $states.input.role %}' },
      }),
      { input: { k: 1, role: 'r' }, invoke: ({ signal, ...call }) => calls.push([call, signal.aborted]) },
    );

    expect(calls).toEqual([
      [
        {
          resource: 'arn:aws:states:::dynamodb:getItem',
          service: 'dynamodb',
          action: 'getItem',
          pattern: 'request-response',
          arguments: { Key: 1 },
          stateName: 'It',
          executionArn: 'arn:aws:states:us-east-1:111111111111:execution:machine:run',
          attempt: 0,
          path: [],
          timeoutSeconds: 10,
          credentials: { RoleArn: 'r' },
        },
        false,
      ],
    ]);
  });

  it('takes what an integration throws without a name for States.TaskFailed', async () => {
    const outcome = await runState(task({}), {
      invoke: () => {
        throw new Error('no connection');
      },
    });
    expect(outcome).toEqual({ status: 'FAILED', error: 'States.TaskFailed', cause: 'no connection' });
  });

  it.each([
    ['ISO 8601 with an offset', '2026-01-01T02:00:00+01:00', START + 3_600_000],
    ['a time that has passed', '2020-01-01T00:00:00Z', START],
  ])('waits until %s', async (_what, timestamp, until) => {
    const clock = new VirtualClock(START);
    await runState({ Type: 'Wait', Timestamp: `{% '${timestamp}' %}`, End: true }, { clock });
    expect(clock.now()).toBe(until);
  });

  it('fails where no rule of a Choice holds and there is no default', async () => {
    const outcome = await runState({ Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'It' }] });
    expect(outcome).toEqual({
      status: 'FAILED',
      error: 'States.NoChoiceMatched',
      cause:
        "An error occurred while executing the state 'It' (entered at the event id #2). Failed to find a matching choice and no default was specified.",
    });
  });

  it('fails in a Choice whose condition is no boolean', async () => {
    const outcome = await runState({ Type: 'Choice', Choices: [{ Condition: '{% 1 %}', Next: 'It' }] });
    expect(outcome).toMatchObject({ error: 'States.QueryEvaluationError' });
    expect(outcome.cause).toContain("Expected 'boolean', but was 'number' for value: 1");
  });
});

describe('time-outs', () => {
  it('of a task end it, telling the service', async () => {
    const aborted: boolean[] = [];
    const clock = new VirtualClock(START);
    const taskTokens = new TaskTokens();
    const execution = run(
      {
        StartAt: 'It',
        States: {
          It: task({
            Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
            TimeoutSeconds: 60,
            Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Late' }],
          }),
          Late: { Type: 'Succeed' },
        },
      },
      {
        clock,
        taskTokens,
        invoke: ({ signal }) => {
          signal.addEventListener('abort', () => aborted.push(true));
          return {};
        },
      },
    );

    expect(await execution.outcome).toEqual({
      status: 'SUCCEEDED',
      output: { Error: 'States.Timeout', Cause: '' },
    });
    expect([clock.now() - START, aborted]).toEqual([60_000, [true]]);
    expect(types(execution)).toContain('TaskTimedOut');
  });

  it('of a heartbeat begin anew with each', async () => {
    const clock = new VirtualClock(START);
    const taskTokens = new TaskTokens({ newToken: () => 'token' });
    const execution = run(
      {
        StartAt: 'It',
        States: {
          It: task({
            Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
            HeartbeatSeconds: 10,
            Catch: [
              {
                ErrorEquals: ['States.HeartbeatTimeout'],
                Output: '{% $states.errorOutput.Error %}',
                Next: 'Late',
              },
            ],
          }),
          Late: { Type: 'Succeed' },
        },
      },
      { clock, taskTokens },
    );
    for (const at of [5, 12, 20]) {
      await clock.sleepUntil(START + at * 1000);
      taskTokens.heartbeat('token');
    }

    expect(await execution.outcome).toEqual({ status: 'SUCCEEDED', output: 'States.Timeout' });
    expect(clock.now()).toBe(START + 30_000);
  });

  it('of the machine end the execution', async () => {
    const clock = new VirtualClock(START);
    const outcome = await run(
      { TimeoutSeconds: 30, StartAt: 'It', States: { It: { Type: 'Wait', Seconds: 100, End: true } } },
      { clock },
    ).outcome;
    expect(outcome).toEqual({ status: 'TIMED_OUT' });
    expect(clock.now()).toBe(START + 30_000);
  });
});

describe('stopping', () => {
  it('aborts what is under way, in every branch', async () => {
    const clock = new VirtualClock(START);
    const execution = run(
      {
        StartAt: 'Both',
        States: {
          Both: {
            Type: 'Parallel',
            Branches: [
              { StartAt: 'Task', States: { Task: task({}) } },
              { StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 9, End: true } } },
            ],
            Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
            End: true,
          },
          Caught: { Type: 'Succeed' },
        },
      },
      { clock, invoke: () => new Promise(() => {}) },
    );
    await new Promise((resolve) => setImmediate(resolve));

    execution.stop('Enough', 'said the operator');

    expect(await execution.outcome).toEqual({
      status: 'ABORTED',
      error: 'Enough',
      cause: 'said the operator',
    });
    expect(types(execution).slice(-4).sort()).toEqual([
      'ExecutionAborted',
      'ParallelStateAborted',
      'TaskStateAborted',
      'WaitStateAborted',
    ]);
  });

  it("follows the caller's signal, and lets go of it in the end", async () => {
    const controller = new AbortController();
    const wait = { StartAt: 'It', States: { It: { Type: 'Wait', Seconds: 9, End: true } } };
    const over = run({ StartAt: 'It', States: { It: { Type: 'Succeed' } } }, { signal: controller.signal });
    await over.outcome;
    const execution = run(wait, { signal: controller.signal });

    controller.abort();

    expect(await execution.outcome).toEqual({ status: 'ABORTED' });
    expect(over.status).toBe('SUCCEEDED');
    expect(await run(wait, { signal: controller.signal }).outcome).toEqual({ status: 'ABORTED' });
  });

  it('does nothing to an execution that is over', async () => {
    const execution = run({ StartAt: 'It', States: { It: { Type: 'Succeed' } } });
    await execution.outcome;
    execution.stop();
    expect([execution.status, types(execution).at(-1)]).toEqual(['SUCCEEDED', 'ExecutionSucceeded']);
  });
});

describe('redrive ("Restarting state machine executions with redrive in Step Functions")', () => {
  /** Fails for the first so many calls of each argument. */
  function failing(times: Record<string, number>) {
    const called: Json[] = [];
    const left = { ...times };
    return {
      called,
      invoke: (call: { arguments: Json }) => {
        called.push(call.arguments);
        const key = String(call.arguments);
        if ((left[key] ?? 0) > 0) {
          left[key] = (left[key] ?? 0) - 1;
          throw new IntegrationError('Broken', 'for now');
        }
        return call.arguments;
      },
    };
  }

  it('goes on from the state that failed, with its input and variables, retries counted anew', async () => {
    const { called, invoke } = failing({ '7': 4 });
    const execution = run(
      {
        StartAt: 'Set',
        States: {
          Set: { Type: 'Pass', Assign: { x: 7 }, Output: 'in', Next: 'Work' },
          Work: {
            Type: 'Task',
            Resource: 'arn:aws:states:::lambda:invoke',
            Arguments: '{% $x %}',
            Retry: [{ ErrorEquals: ['Broken'], MaxAttempts: 1 }],
            Output: '{% [$states.input, $states.result, $states.context.Execution.RedriveCount] %}',
            End: true,
          },
        },
      },
      { invoke },
    );
    expect(await execution.outcome).toMatchObject({ status: 'FAILED' });
    execution.redrive();
    expect(await execution.outcome).toMatchObject({ status: 'FAILED' });
    execution.redrive();

    expect(await execution.outcome).toEqual({ status: 'SUCCEEDED', output: ['in', 7, 2] });
    expect(called).toEqual([7, 7, 7, 7, 7]);
    expect(types(execution).filter((type) => type === 'ExecutionRedriven')).toHaveLength(2);
    expect(types(execution).filter((type) => type === 'PassStateEntered')).toHaveLength(1);
  });

  it.each([
    ['INLINE', [1, 2, 2, 3]],
    ['DISTRIBUTED', [1, 2, 2, 3]],
  ])('of a Map runs only the iterations that did not succeed (%s)', async (mode, expected) => {
    const { called, invoke } = failing({ '2': 1 });
    const execution = run(
      {
        StartAt: 'Map',
        States: {
          Map: {
            Type: 'Map',
            Items: [1, 2, 3],
            MaxConcurrency: 1,
            ItemProcessor: { ProcessorConfig: { Mode: mode }, StartAt: 'Task', States: { Task: task({}) } },
            End: true,
          },
        },
      },
      { invoke },
    );
    expect(await execution.outcome).toMatchObject({ status: 'FAILED' });
    execution.redrive();

    expect(await execution.outcome).toEqual({ status: 'SUCCEEDED', output: [1, 2, 3] });
    expect(called).toEqual(expected);
  });

  it('of a Parallel runs only the branches that did not succeed, from where they stood', async () => {
    const { called, invoke } = failing({ bad: 1 });
    const branch = (name: string, value: string) => ({
      StartAt: `${name}1`,
      States: {
        [`${name}1`]: task({ Arguments: `${value}-first`, End: undefined, Next: `${name}2` }),
        [`${name}2`]: task({ Arguments: value }),
      },
    });
    const execution = run(
      {
        StartAt: 'Both',
        States: {
          Both: { Type: 'Parallel', Branches: [branch('A', 'good'), branch('B', 'bad')], End: true },
        },
      },
      { invoke },
    );
    expect(await execution.outcome).toMatchObject({ status: 'FAILED', error: 'Broken' });
    const before = called.length;
    execution.redrive();

    expect(await execution.outcome).toEqual({ status: 'SUCCEEDED', output: ['good', 'bad'] });
    expect(called.slice(before)).toEqual(['bad']);
  });

  it('of a Fail state fails again', async () => {
    const execution = run({ StartAt: 'It', States: { It: { Type: 'Fail', Error: 'E' } } });
    await execution.outcome;
    execution.redrive();
    expect(await execution.outcome).toEqual({ status: 'FAILED', error: 'E' });
    expect(types(execution).filter((type) => type === 'FailStateEntered')).toHaveLength(2);
  });

  it('after a stop goes on with the wait that was aborted', async () => {
    const execution = run({ StartAt: 'It', States: { It: { Type: 'Wait', Seconds: 5, End: true } } });
    execution.stop();
    expect(await execution.outcome).toEqual({ status: 'ABORTED' });
    execution.redrive();
    expect(await execution.outcome).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('is refused where nothing failed', async () => {
    const execution = run({ StartAt: 'It', States: { It: { Type: 'Succeed' } } });
    await execution.outcome;
    expect(() => execution.redrive()).toThrow('not redrivable');
  });
});

describe('limits ("Step Functions service quotas")', () => {
  it('an output may have 256 KiB, and not a byte more', async () => {
    const pass = (characters: number, of: string) =>
      runState({ Type: 'Pass', Output: `{% $pad("", ${characters}, "${of}") %}`, End: true });

    expect(await pass(262_142, 'x')).toMatchObject({ status: 'SUCCEEDED' });
    expect(await pass(262_143, 'x')).toEqual({
      status: 'FAILED',
      error: 'States.DataLimitExceeded',
      cause:
        "The state/task 'It' returned a result with a size exceeding the maximum number of bytes service limit.",
    });
    expect(await pass(131_072, 'é')).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  it('a result too large is caught by States.ALL (recorded), an output is not (documented)', async () => {
    const machine = (state: object) => ({
      StartAt: 'It',
      States: {
        It: task({ ...state, Catch: [{ ErrorEquals: ['States.ALL'], Output: 'caught', Next: 'Caught' }] }),
        Caught: { Type: 'Succeed' },
      },
    });
    const large = 'x'.repeat(300_000);

    expect(await run(machine({}), { invoke: () => large }).outcome).toEqual({
      status: 'SUCCEEDED',
      output: 'caught',
    });
    expect(await run(machine({ Output: '{% $pad("", 300000, "x") %}' })).outcome).toMatchObject({
      error: 'States.DataLimitExceeded',
    });
  });

  it('what a task is given may have 256 KiB; more is not sent, and States.ALL does not catch it', async () => {
    const sent: number[] = [];
    const given = (characters: number) =>
      runState(
        task({
          Arguments: `{% $pad("", ${characters}, "x") %}`,
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'It' }],
        }),
        {
          invoke: (call) => {
            sent.push(String(call.arguments).length);
            return {};
          },
        },
      );

    expect(await given(262_142)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await given(262_143)).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
    expect(sent).toEqual([262_142]);
  });

  it.each([
    // It may be entered, and lasts longer than an execution may.
    [24_855, { status: 'TIMED_OUT', error: 'States.Timeout' }],
    [
      24_856,
      {
        status: 'FAILED',
        error: 'States.Runtime',
        cause:
          "An error occurred while executing the state 'It' (entered at the event id #2). Wait state delay is too long.",
      },
    ],
  ])('a wait of %i days (recorded from AWS in JSONPath)', async (days, outcome) => {
    const until = new Date(START + days * 86_400_000).toISOString();
    expect(await runState({ Type: 'Wait', Timestamp: until, End: true })).toMatchObject(outcome);
  });

  it('a time to wait for is cut to seconds ("Wait workflow state")', async () => {
    const clock = new VirtualClock(START);
    await runState({ Type: 'Wait', Timestamp: '2026-01-01T00:00:09.999Z', End: true }, { clock });
    expect(clock.now()).toBe(START + 9_000);
  });

  it('a history ends at 25,000 events', async () => {
    const execution = run({
      StartAt: 'A',
      States: { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } },
    });

    expect(await execution.outcome).toEqual({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: 'The execution reached the maximum number of history events (25000).',
    });
    expect(execution.history).toHaveLength(25_000);
  });
});

describe('under a virtual clock', () => {
  const machine = new StateMachine({
    QueryLanguage: 'JSONata',
    StartAt: 'Wait',
    States: {
      Wait: { Type: 'Wait', Seconds: '{% $states.input.seconds %}', Next: 'Work' },
      Work: task({
        Arguments: { id: '{% $uuid() %}', luck: '{% $random() %}' },
        Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 3, MaxAttempts: 2, JitterStrategy: 'FULL' }],
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Done' }],
        End: undefined,
        Next: 'Done',
      }),
      Done: { Type: 'Succeed' },
    },
  });

  async function runAll(count: number): Promise<string[]> {
    const clock = new VirtualClock(START);
    const log: string[] = [];
    await Promise.all(
      Array.from({ length: count }, (_, i) => {
        const seconds = (i * 7919) % 86_400;
        return execute(machine, {
          input: { seconds },
          name: `run-${i}`,
          arn: `arn:aws:states:us-east-1:111111111111:execution:machine:run-${i}`,
          stateMachine: {
            name: 'machine',
            arn: 'arn:aws:states:us-east-1:111111111111:stateMachine:machine',
          },
          roleArn: 'arn:aws:iam::111111111111:role/machine',
          clock,
          random: seededRandom(i),
          onEvent: ({ timestamp, type, id }) => log.push(`${timestamp.getTime()} run-${i} ${id} ${type}`),
          integrations: {
            invoke: async (call) => {
              if (i % 3 === call.attempt % 3)
                throw new IntegrationError('Broken', JSON.stringify(call.arguments));
              return call.arguments;
            },
          },
        }).outcome;
      }),
    );
    return log;
  }

  it('a thousand waiting executions advance in order of time, the same each time', async () => {
    const first = await runAll(1000);
    const times = first.map((line) => Number(line.split(' ')[0]));

    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(-1)).toBeGreaterThan(START + 86_000_000);
    expect(await runAll(1000)).toEqual(first);
  });
});
