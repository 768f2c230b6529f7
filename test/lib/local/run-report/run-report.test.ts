import type { TaskLog } from '../../../../lib/local/executions/local-step-functions';
import { runReport } from '../../../../lib/local/run-report/run-report';
import {
  execute,
  type HistoryEvent,
  IntegrationError,
  StateMachine,
  VirtualClock,
} from '../../../../lib/local/states';

const start = Date.parse('2026-11-24T04:00:00Z');

function stepComment(step: string, extra = ''): string {
  return `step ${step}${extra}, workflows/w/workflow.json:1:2`;
}

function codeState(step: string, more: object): object {
  return {
    Type: 'Task',
    Comment: stepComment(step),
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: `arn:${step}`, Payload: { callbackId: 'x', inputs: { who: step } } },
    Output: '{% $states.result.Payload.outputs %}',
    ...more,
  };
}

const definition = {
  QueryLanguage: 'JSONata',
  StartAt: 'Load',
  States: {
    Load: { Type: 'Pass', Comment: 'Reads the record.', Next: 'Ask' },
    Ask: codeState('ask', {
      Retry: [{ ErrorEquals: ['Again'], IntervalSeconds: 60 }],
      Catch: [
        { ErrorEquals: ['CodedActions.RetryAfter'], Next: 'Ask (Retry-After)' },
        { ErrorEquals: ['Caught'], Next: 'Repair' },
      ],
      Next: 'Wait',
    }),
    'Ask (Retry-After)': {
      Type: 'Wait',
      Comment: stepComment('ask', ' (Retry-After)'),
      Seconds: 600,
      Next: 'Ask',
    },
    Repair: { Type: 'Pass', Comment: stepComment('repair'), Next: 'Finish' },
    Wait: { Type: 'Wait', Comment: stepComment('wait'), Seconds: 3600, Next: 'Announce (re-read)' },
    'Announce (re-read)': { Type: 'Pass', Comment: stepComment('announce', ' (re-read)'), Next: 'Announce' },
    Announce: {
      Type: 'Task',
      Comment: stepComment('announce'),
      Resource: 'arn:aws:states:::events:putEvents',
      Arguments: { Entries: [{ EventBusName: 'b', Source: 's', DetailType: 'said', Detail: { a: 1 } }] },
      Next: 'Write',
    },
    Write: {
      Type: 'Task',
      Comment: stepComment('write'),
      Resource: 'arn:aws:states:::dynamodb:updateItem',
      Arguments: {
        UpdateExpression: 'SET #properties.#p0 = :p0, #version = #version + :one REMOVE #properties.#p1',
        ExpressionAttributeNames: {
          '#properties': 'properties',
          '#p0': 'owner',
          '#p1': 'note',
          '#version': 'version',
        },
        ExpressionAttributeValues: { ':p0': { S: '11' }, ':one': { N: '1' } },
      },
      Assign: { record: { owner: '11' } },
      Next: 'Finish',
    },
    Finish: { Type: 'Succeed', Output: { enrolled: true } },
  },
};

/** Runs the machine; `answers` are what the function of `ask` does, call by call. */
async function run(answers: (object | IntegrationError)[]) {
  const logs: TaskLog[] = [];
  const realTimes: number[] = [];
  let at = 0;
  const execution = execute(new StateMachine(definition), {
    name: 'n',
    arn: 'arn:aws:states:us-east-1:0:execution:m:n',
    stateMachine: { name: 'm', arn: 'arn:m' },
    roleArn: 'arn:r',
    clock: new VirtualClock(start),
    integrations: {
      invoke: async ({ service, stateName }) => {
        if (service !== 'lambda') return {};
        const answer = answers[at++];
        const line = { time: '2026-11-24T04:00:00.000Z', message: `call ${at}` };
        logs.push({ stateName, requestId: `${at}`, lines: [line], afterEvent: execution.history.length });
        if (answer instanceof IntegrationError) throw answer;
        return { Payload: { outputs: answer } };
      },
    },
    onEvent: () => realTimes.push(1_000 + realTimes.length * 10),
  });
  await execution.outcome;
  return { history: execution.history, realTimes, logs, definition, clockJumps: true };
}

describe('a run', () => {
  it('is told as its steps, with inputs, outputs, logs, durations and what was skipped', async () => {
    const report = runReport(await run([{ answer: 42 }]));
    expect(report).toMatchObject({ status: 'succeeded', output: { enrolled: true }, skippedMs: 3_600_000 });
    expect(report.durationMs).toBeGreaterThan(0);
    expect(report.steps).toEqual([
      {
        id: 'ask',
        title: 'Ask',
        status: 'succeeded',
        input: { who: 'ask' },
        output: { answer: 42 },
        logs: [{ time: '2026-11-24T04:00:00.000Z', message: 'call 1' }],
        attempts: 1,
        durationMs: 40,
        skippedMs: 0,
        location: 'workflows/w/workflow.json:1:2',
      },
      expect.objectContaining({
        id: 'wait',
        status: 'succeeded',
        skippedMs: 3_600_000,
        attempts: 1,
        durationMs: 0,
      }),
      expect.objectContaining({
        id: 'announce',
        title: 'Announce',
        input: { event: 'said', detail: { a: 1 } },
      }),
      expect.objectContaining({ id: 'write', input: { owner: '11', note: null }, output: { owner: '11' } }),
      {
        id: 'repair',
        title: 'Repair',
        status: 'skipped',
        logs: [],
        attempts: 0,
        durationMs: 0,
        skippedMs: 0,
        location: 'workflows/w/workflow.json:1:2',
      },
    ]);
  });

  it('counts attempts, and shows the logs of all of them', async () => {
    const [ask] = runReport(await run([new IntegrationError('Again', 'x'), { answer: 1 }])).steps;
    expect(ask).toMatchObject({ status: 'succeeded', attempts: 2, skippedMs: 60_000, output: { answer: 1 } });
    expect(ask?.error).toBeUndefined();
    expect(ask?.logs.map(({ message }) => message)).toEqual(['call 1', 'call 2']);
  });

  it('tells a wait for Retry-After as one passage through the step', async () => {
    const { steps } = runReport(
      await run([new IntegrationError('CodedActions.RetryAfter', 'x'), { answer: 1 }]),
    );
    expect(steps.map(({ id }) => id)).toEqual(['ask', 'wait', 'announce', 'write', 'repair']);
    expect(steps[0]).toMatchObject({
      status: 'succeeded',
      attempts: 2,
      skippedMs: 600_000,
      output: { answer: 1 },
    });
  });

  it("shows an error that the step's onError went on from", async () => {
    const cause = JSON.stringify({
      errorType: 'Caught',
      errorMessage: 'no luck',
      trace: ['Caught: no luck', 'at a.js:1'],
    });
    const report = runReport(await run([new IntegrationError('Caught', cause)]));
    expect(report.status).toBe('succeeded');
    expect(report.steps.slice(0, 2)).toMatchObject([
      {
        id: 'ask',
        status: 'failed',
        error: { name: 'Caught', message: 'no luck', trace: ['Caught: no luck', 'at a.js:1'] },
      },
      { id: 'repair', status: 'succeeded' },
    ]);
    expect(report.steps.filter(({ status }) => status === 'skipped').map(({ id }) => id)).toEqual([
      'wait',
      'announce',
      'write',
    ]);
  });

  it('that fails has the error of its step', async () => {
    const report = runReport(await run([new IntegrationError('Broken', 'plain text')]));
    expect(report).toMatchObject({ status: 'failed', error: { name: 'Broken', message: 'plain text' } });
    expect(report.output).toBeUndefined();
    expect(report.steps[0]).toMatchObject({ id: 'ask', status: 'failed', error: { name: 'Broken' } });
  });

  it('can be told while it runs', async () => {
    const whole = await run([{ answer: 1 }]);
    const entered = whole.history.findIndex(({ type }) => type === 'WaitStateEntered');
    const report = runReport({
      ...whole,
      history: whole.history.slice(0, entered + 1),
      realTimes: whole.realTimes.slice(0, entered + 1),
    });
    expect(report.status).toBe('running');
    expect(report.steps.slice(0, 2).map(({ id, status }) => [id, status])).toEqual([
      ['ask', 'succeeded'],
      ['wait', 'running'],
    ]);
  });

  it('skips nothing where the clock does not jump', async () => {
    const report = runReport({ ...(await run([{ answer: 1 }])), clockJumps: false });
    expect([report, ...report.steps].every(({ skippedMs }) => skippedMs === 0)).toBe(true);
  });

  it('is stopped in the step in which it was stopped', async () => {
    const whole = await run([{ answer: 1 }]);
    const entered = whole.history.findIndex(({ type }) => type === 'WaitStateEntered');
    const aborted: HistoryEvent = {
      timestamp: new Date(start + 1),
      type: 'ExecutionAborted',
      id: entered + 2,
      previousEventId: entered + 1,
      executionAbortedEventDetails: { error: 'Enough', cause: 'by hand' },
    };
    const report = runReport({ ...whole, history: [...whole.history.slice(0, entered + 1), aborted] });
    expect(report).toMatchObject({ status: 'stopped', error: { name: 'Enough', message: 'by hand' } });
    expect(report.steps[1]).toMatchObject({ id: 'wait', status: 'stopped' });
  });
});
