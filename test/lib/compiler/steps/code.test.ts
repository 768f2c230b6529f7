import { compileWorkflow } from '../../../../lib/compiler/compile-workflow';
import { IntegrationError } from '../../../../lib/local/states';
import type { ActionInvocation } from '../../../../lib/workflow/action-contract';
import { graphOf } from '../graph-of';
import { compiled, executionArn, functionError, TestStage } from '../machine-run';

function code(fields: object = {}) {
  return { id: 'act', type: 'code', title: 'Act', action: './act.js', outputs: { out: 'string' }, ...fields };
}

async function stageWith(act: (invocation: ActionInvocation) => Record<string, unknown>, properties = {}) {
  const stage = await TestStage.open();
  await stage.putContact(properties);
  stage.actions = { act };
  return stage;
}

/** An action that throws the errors in turn, and then gives outputs. */
function throwing(...errors: Error[]) {
  let count = 0;
  return () => {
    const error = errors[count++];
    if (error !== undefined) throw error;
    return { out: 'done' };
  };
}
const retryAfter = (seconds: number) =>
  functionError('CodedActions.RetryAfter', `retryAfterSeconds=${seconds} The server asked to wait.`);

describe('a code step', () => {
  it('hands the action what the contract says, and nothing else', async () => {
    const stage = await stageWith(() => ({ out: 'x' }), { email: 'a@b' });
    const workflow = compiled({
      steps: [code({ inputs: { email: '{% $record.email %}', list: [1, 'b'] } })],
    });

    const run = await stage.run(workflow, { objectId: '1001' }, 'run-1');

    expect(stage.invocations).toEqual([
      {
        callbackId: 'test:run-1:act:0',
        object: { objectType: 'contact', objectId: '1001' },
        inputs: { email: 'a@b', list: [1, 'b'] },
        execution: executionArn('run-1'),
        attempt: { now: '2026-11-24T04:00:00.000Z', since: '2026-11-24T04:00:00.000Z', waits: 0, retries: 0 },
      },
    ]);
    expect(run.transitions).toBe(4);
  });

  it('makes its outputs $steps, and leaves out an input that gives nothing', async () => {
    const stage = await stageWith(({ inputs }) => ({ out: Object.keys(inputs).join() }));
    const workflow = compiled({
      steps: [
        code({ inputs: { none: '{% $record.nothing %}', deep: { x: '{% $record.nothing %}', y: 1 } } }),
        { id: 'tell', type: 'emit', event: 'e', detail: { out: '{% $steps.act.out %}' } },
      ],
    });

    await stage.run(workflow, { objectId: '1001' });

    expect(stage.invocations[0]?.inputs).toEqual({ deep: { y: 1 } });
    expect(stage.events).toMatchObject([{ Detail: { out: 'deep' } }]);
  });

  it('takes 17 retries and three days for what is passing, with the same idempotency key', async () => {
    const stage = await stageWith(
      throwing(...Array(17).fill(functionError('CodedActions.Retryable', 'HTTP 503'))),
    );
    const began = stage.clock.now();

    const run = await stage.run(compiled({ steps: [code()] }), { objectId: '1001' });

    expect(run.status).toBe('SUCCEEDED');
    expect(stage.clock.now() - began).toBe(261_060 * 1000); // 3.02 days
    expect(new Set(stage.invocations.map(({ callbackId }) => callbackId)).size).toBe(1);
    expect(stage.invocations.map(({ attempt }) => Date.parse(attempt.now) - began).slice(0, 4)).toEqual([
      0, 60_000, 180_000, 420_000,
    ]);
    expect(run.transitions).toBe(4 + 17);
  });

  it.each([
    ['Lambda.TooManyRequestsException'],
    ['Lambda.ServiceException'],
    ['Lambda.AWSLambdaException'],
    ['Lambda.SdkClientException'],
  ])('takes six retries within minutes for %s', async (name) => {
    const stage = await stageWith(throwing(...Array(6).fill(new IntegrationError(name, 'Rate exceeded'))));
    const began = stage.clock.now();

    const run = await stage.run(compiled({ steps: [code()] }), { objectId: '1001' });

    expect(run.status).toBe('SUCCEEDED');
    expect(stage.clock.now() - began).toBeLessThanOrEqual(122 * 1000);
  });

  it.each([
    ['CodedActions.Failed'],
    ['Sandbox.Timedout'],
    ['States.Timeout'],
    ['TypeError'],
    ['Lambda.Unknown'],
  ])('does not try again after %s: the task fails the run where it stands', async (name) => {
    const stage = await stageWith(throwing(functionError(name, 'no')));

    const run = await stage.run(compiled({ steps: [code()] }), { objectId: '1001' });

    expect(run.status).toBe('FAILED');
    expect(run.error).toBe(name);
    expect(run.visits.at(-1)?.state).toBe('Act');
    expect(stage.invocations).toHaveLength(1);
  });

  it('waits in the machine for a Retry-After, and tells the action since when and how often', async () => {
    const stage = await stageWith(throwing(retryAfter(600), retryAfter(60)));

    const run = await stage.run(compiled({ steps: [code()] }), { objectId: '1001' });

    expect(run.visits.map(({ state }) => state).slice(2, -1)).toEqual([
      'Act',
      'Act (Retry-After)',
      'Act',
      'Act (Retry-After)',
      'Act',
    ]);
    expect(stage.invocations.map(({ attempt }) => attempt)).toEqual([
      { now: '2026-11-24T04:00:00.000Z', since: '2026-11-24T04:00:00.000Z', waits: 0, retries: 0 },
      { now: '2026-11-24T04:10:00.000Z', since: '2026-11-24T04:00:00.000Z', waits: 1, retries: 0 },
      { now: '2026-11-24T04:11:00.000Z', since: '2026-11-24T04:00:00.000Z', waits: 2, retries: 0 },
    ]);
    expect(new Set(stage.invocations.map(({ callbackId }) => callbackId)).size).toBe(1);
    expect(run.transitions).toBe(4 + 2 * 2);
    expect(run.variables.w_act).toBeNull();
  });

  it('waits a minute where a Retry-After cannot be read', async () => {
    const stage = await stageWith(throwing(functionError('CodedActions.RetryAfter', 'soon')));
    const began = stage.clock.now();

    await stage.run(compiled({ steps: [code()] }), { objectId: '1001' });

    expect(stage.clock.now() - began).toBe(60_000);
  });

  it('counts waits afresh in the next visit, whose idempotency key is another', async () => {
    const outputs = [{ out: 'again' }, { out: 'stop' }];
    const errors = [retryAfter(60), undefined, retryAfter(60), undefined];
    const stage = await stageWith(() => {
      const error = errors.shift();
      if (error !== undefined) throw error;
      return outputs.shift() ?? {};
    });
    const workflow = compiled({
      steps: [
        code(),
        {
          id: 'again',
          type: 'branch',
          branches: [
            { when: "{% $steps.act.out = 'again' %}", steps: [{ id: 'g', type: 'goto', to: 'act' }] },
          ],
        },
      ],
    });

    await stage.run(workflow, { objectId: '1001' }, 'r');

    expect(stage.invocations.map(({ callbackId, attempt }) => [callbackId, attempt.waits])).toEqual([
      ['test:r:act:0', 0],
      ['test:r:act:0', 1],
      ['test:r:act:1', 0],
      ['test:r:act:1', 1],
    ]);
  });

  it('counts waits afresh after a redrive, with the same idempotency key', async () => {
    const stage = await stageWith(throwing(retryAfter(60), functionError('CodedActions.Failed', 'x')));
    const workflow = compiled({ steps: [code()] });
    const run = await stage.run(workflow, { objectId: '1001' });

    run.execution.redrive();
    await stage.ended(workflow, run.execution);

    expect(stage.invocations.map(({ attempt }) => attempt.waits)).toEqual([0, 1, 0]);
    expect(stage.invocations[2]?.attempt.since).toBe('2026-11-24T04:01:00.000Z');
    expect(new Set(stage.invocations.map(({ callbackId }) => callbackId)).size).toBe(1);
  });

  it("goes the author's way on an error, with its name and message", async () => {
    const stage = await stageWith(
      throwing(functionError('CodedActions.Failed', 'A "bad"\nthing \\ happened: é')),
    );
    const onError = [
      {
        id: 'tell',
        type: 'emit',
        event: 'failed',
        detail: { name: '{% $error.name %}', message: '{% $error.message %}' },
      },
    ];

    const run = await stage.run(compiled({ steps: [code({ onError })] }), { objectId: '1001' });

    expect(run.status).toBe('SUCCEEDED');
    expect(stage.events).toMatchObject([
      {
        DetailType: 'failed',
        Detail: { name: 'CodedActions.Failed', message: 'A "bad"\nthing \\ happened: é' },
      },
    ]);
  });

  it('does not take a Retry-After for a failure, where the author catches failures', async () => {
    const stage = await stageWith(throwing(retryAfter(60)));
    const run = await stage.run(compiled({ steps: [code({ onError: 'continue' })] }), { objectId: '1001' });
    expect(run.variables.s_act).toEqual({ out: 'done' });
  });

  it('gives nothing in $steps when it failed and the run goes on, whatever an earlier visit gave', async () => {
    let count = 0;
    const stage = await stageWith(() => {
      if (count++ > 0) throw functionError('CodedActions.Failed', 'x');
      return { out: 'first' };
    });
    const workflow = compiled({
      steps: [
        code({ onError: 'continue' }),
        {
          id: 'more',
          type: 'branch',
          branches: [
            { when: '{% $exists($steps.act.out) %}', steps: [{ id: 'g', type: 'goto', to: 'act' }] },
          ],
        },
      ],
    });

    const run = await stage.run(workflow, { objectId: '1001' });

    expect(run.status).toBe('SUCCEEDED');
    expect(count).toBe(2);
  });

  it('may take a little longer than the action itself', () => {
    const { States } = compiled({ steps: [code({ timeout: '1m' })] }).definition;
    expect(States.Act?.TimeoutSeconds).toBe(75);
  });

  it('declares the action for its bundle', () => {
    const step = code({
      action: '../shared/act.ts',
      inputs: {
        when: '{% $record.signed_up %}',
        before: '{% $steps.first.day %}',
        text: "{% $record.signed_up & '' %}",
        literal: 1,
      },
      outputs: { level: { type: 'enumeration', choices: ['a'] }, count: 'number' },
      secrets: ['KEY'],
      memory: 512,
      timeout: '2m',
    });
    const first = { id: 'first', type: 'code', action: './first.js', outputs: { day: 'date' } };
    const properties = { signed_up: { type: 'datetime' as const, indexed: false } };

    const { actions } = compileWorkflow(
      graphOf({ secrets: ['KEY'], steps: [first, step] }, { objectTypes: { contact: { properties } } }),
    );

    expect(actions[1]).toEqual({
      step: 'act',
      title: 'Act',
      file: 'workflows/shared/act.ts',
      memory: 512,
      declaration: {
        workflow: 'test',
        step: 'act',
        file: 'workflows/shared/act.ts',
        outputs: { level: { type: 'enumeration', choices: ['a'] }, count: { type: 'number' } },
        secrets: ['KEY'],
        timeoutSeconds: 120,
        pause: false,
        inputTypes: { when: 'datetime', before: 'date' },
      },
    });
    expect(actions[0]?.declaration).not.toHaveProperty('inputTypes');
  });

  describe("with the step's own retry", () => {
    const retrier = (retry: unknown) => {
      const { Retry } = compiled({ steps: [code({ retry })] }).definition.States.Act ?? {};
      return Array.isArray(Retry) ? Retry[0] : undefined;
    };

    it.each([
      [{}, { IntervalSeconds: 60, BackoffRate: 2, MaxDelaySeconds: 28_800, MaxAttempts: 17 }],
      [{ maxRetries: 3 }, { IntervalSeconds: 60, BackoffRate: 2, MaxDelaySeconds: 28_800, MaxAttempts: 3 }],
      // 60 + 120 + 240 + 480 + 960 = 1,860 s; one more would be 3,780.
      [{ forAtMost: '1h' }, { IntervalSeconds: 60, BackoffRate: 2, MaxDelaySeconds: 28_800, MaxAttempts: 5 }],
      [{ maxInterval: '30s' }, { IntervalSeconds: 30, BackoffRate: 2, MaxAttempts: 17 }],
      [
        { firstInterval: '5s', maxInterval: '5s', backoffRate: 1, maxRetries: 2 },
        { IntervalSeconds: 5, BackoffRate: 1, MaxAttempts: 2 },
      ],
    ])('%j is %j', (retry, expected) => {
      expect(retrier(retry)).toEqual({ ErrorEquals: ['CodedActions.Retryable'], ...expected });
    });

    it('tries a time-out again only where the step says so', () => {
      expect(retrier({ timeouts: true })).toMatchObject({
        ErrorEquals: ['CodedActions.Retryable', 'Sandbox.Timedout', 'States.Timeout'],
      });
    });

    it('never runs an action twice with false, but waits for Lambda to take it', async () => {
      const stage = await stageWith(
        throwing(
          new IntegrationError('Lambda.TooManyRequestsException', 'Rate exceeded'),
          new IntegrationError('Lambda.ServiceException', 'x'),
        ),
      );
      const workflow = compiled({ steps: [code({ retry: false })] });

      const run = await stage.run(workflow, { objectId: '1001' });

      expect(run.error).toBe('Lambda.ServiceException');
      expect(stage.invocations).toHaveLength(2);
      expect(Object.keys(workflow.definition.States)).not.toContain('Act (Retry-After)');
    });

    it('tells the action how often it was tried, Retry-Afters included, where the step limits that', async () => {
      const passing = functionError('CodedActions.Retryable', '503');
      const stage = await stageWith(throwing(passing, retryAfter(5), passing, passing, retryAfter(5)));

      await stage.run(compiled({ steps: [code({ retry: { maxRetries: 9 } })] }), { objectId: '1001' });

      expect(stage.invocations.map(({ attempt }) => [attempt.tries, attempt.waits, attempt.retries])).toEqual(
        [
          [0, 0, 0],
          [1, 0, 1],
          [2, 1, 0],
          [3, 1, 1],
          [4, 1, 2],
          [5, 2, 0],
        ],
      );
    });

    it.each([
      [undefined, {}],
      [false, { retryLimits: 'never' }],
      [
        { forAtMost: '2 days', timeouts: true },
        {
          retryLimits: { deadlineSeconds: 172_800, firstSeconds: 60, maxSeconds: 28_800, backoffRate: 2 },
          retryTimeouts: true,
        },
      ],
      [
        { maxRetries: 30 },
        {
          retryLimits: {
            deadlineSeconds: 636_660,
            firstSeconds: 60,
            maxSeconds: 28_800,
            backoffRate: 2,
            retries: 30,
          },
        },
      ],
    ])('tells the wrapper what bounds %j', (retry, expected) => {
      const { actions } = compiled({ steps: [code({ retry })] });
      const { retryLimits, retryTimeouts } = actions[0]?.declaration ?? {};
      expect(JSON.parse(JSON.stringify({ retryLimits, retryTimeouts }))).toEqual(expected);
    });
  });

  it.each([
    [{}, 256, 20],
    [{ preset: 'hubspot' }, 128, 20],
    [{ preset: 'hubspot', memory: 512, timeout: '1m' }, 512, 60],
  ])('takes its limits from its own keys, else from its preset: %j', (fields, memory, timeoutSeconds) => {
    const { actions } = compiled({ steps: [code(fields)] });
    expect(actions).toMatchObject([{ memory, declaration: { timeoutSeconds } }]);
  });

  it('hands its set of libraries to the bundler, and outputs that may hold secrets to the wrapper', () => {
    const { actions } = compiled({ steps: [code({ libraries: 'hubspot-v3', secretOutputs: ['out'] })] });
    expect(actions).toMatchObject([{ libraries: 'hubspot-v3', declaration: { secretOutputs: ['out'] } }]);
  });

  it('needs leave to invoke its own action', () => {
    const { grants } = compiled({ steps: [code()] });
    expect(grants).toContainEqual({
      actions: ['lambda:InvokeFunction'],
      resource: expect.objectContaining({ kind: 'action', step: 'act' }),
    });
  });
});
