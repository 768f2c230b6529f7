import { TaskTokens } from '../../../../lib/local/states';
import { run, runState, task, types } from './machine';

const waiting = (fields: object = {}) =>
  task({
    Resource: 'arn:aws:states:::aws-sdk:dynamodb:updateItem.waitForTaskToken',
    Arguments: { Token: '{% $states.context.Task.Token %}' },
    ...fields,
  });

function tokens() {
  return new TaskTokens({ newToken: () => 'token' });
}

describe('a task that waits for its token', () => {
  it('ends with what SendTaskSuccess gives, whatever the call itself gave', async () => {
    const taskTokens = tokens();
    const execution = run(
      { StartAt: 'It', States: { It: waiting() } },
      {
        taskTokens,
        invoke: (call) => {
          setImmediate(() => taskTokens.succeed('token', { answer: 42 }));
          return { given: call.arguments };
        },
      },
    );

    expect(await execution.outcome).toEqual({ status: 'SUCCEEDED', output: { answer: 42 } });
    expect(types(execution)).toEqual(expect.arrayContaining(['TaskSubmitted', 'TaskSucceeded']));
  });

  it('may get its token back before the call has ended', async () => {
    const taskTokens = tokens();
    const outcome = await runState(waiting(), {
      taskTokens,
      invoke: () => {
        taskTokens.succeed('token', 'early');
        return {};
      },
    });
    expect(outcome).toEqual({ status: 'SUCCEEDED', output: 'early' });
  });

  it.each([
    ['with error and cause', ['Refused', 'by Ada'], { Error: 'Refused', Cause: 'by Ada' }],
    ['with neither', [], { Error: null, Cause: null }],
  ])('fails as SendTaskFailure says, %s', async (_how, [error, cause], expected) => {
    const taskTokens = tokens();
    const outcome = await run(
      {
        StartAt: 'It',
        States: {
          It: waiting({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }] }),
          Caught: { Type: 'Succeed' },
        },
      },
      {
        taskTokens,
        invoke: () => {
          taskTokens.fail('token', error, cause);
          return {};
        },
      },
    ).outcome;
    expect(outcome).toEqual({ status: 'SUCCEEDED', output: expected });
  });

  it('fails when the call fails, and its token is then over', async () => {
    const taskTokens = tokens();
    const outcome = await runState(waiting(), {
      taskTokens,
      invoke: () => {
        throw new Error('no table');
      },
    });
    expect(outcome).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
    expect(() => taskTokens.succeed('token', {})).toThrow(expect.objectContaining({ code: 'TaskTimedOut' }));
  });

  it('has another token in each attempt', async () => {
    const taskTokens = new TaskTokens();
    const given = new Set<unknown>();
    await runState(waiting({ Retry: [{ ErrorEquals: ['Again'], MaxAttempts: 2 }] }), {
      taskTokens,
      invoke: ({ taskToken = '' }) => {
        given.add(taskToken);
        taskTokens.fail(taskToken, 'Again');
        return {};
      },
    });
    expect(given.size).toBe(3);
  });
});

describe('a token', () => {
  it('that was never given out is invalid', () => {
    for (const use of ['succeed', 'fail', 'heartbeat'] as const) {
      expect(() => new TaskTokens()[use]('none', '')).toThrow(
        expect.objectContaining({ code: 'InvalidToken' }),
      );
    }
  });

  it('can be used once', () => {
    const taskTokens = tokens();
    const { token } = taskTokens.open();
    taskTokens.succeed(token, 1);
    expect(() => taskTokens.fail(token)).toThrow(expect.objectContaining({ code: 'TaskTimedOut' }));
  });
});
