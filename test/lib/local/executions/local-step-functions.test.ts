import { describeExecution } from '../../../../lib/local/executions/describe-execution';
import { LocalStepFunctions } from '../../../../lib/local/executions/local-step-functions';
import { type Clock, RealClock, VirtualClock } from '../../../../lib/local/states';

// "StartExecution", "DescribeExecution", "RedriveExecution" (AWS Step Functions API Reference).

const arn = 'arn:aws:states:us-east-1:000000000000:stateMachine:waits';

function open(clock: Clock = new RealClock()) {
  const statuses: [string, string | undefined][] = [];
  const machines = [
    {
      stack: 'test',
      logicalId: 'Waits',
      name: 'waits',
      arn,
      type: 'STANDARD' as const,
      roleArn: 'arn:role',
      logs: false,
      traces: false,
      definition: {
        QueryLanguage: 'JSONata',
        StartAt: 'Wait',
        States: {
          Wait: {
            Type: 'Wait',
            Seconds: '{% $states.input.seconds ? $states.input.seconds : 0 %}',
            Next: 'End',
          },
          End: { Type: 'Succeed' },
        },
      },
    },
  ];
  const stepFunctions = new LocalStepFunctions({
    machines,
    clock,
    integrations: () => ({ invoke: async () => ({}) }),
    onStatus: ({ execution }, outcome) => statuses.push([execution.name, outcome?.status]),
  });
  return { stepFunctions, statuses };
}

describe('an execution', () => {
  it('is the same one where name and input are the same and it still runs', async () => {
    const { stepFunctions } = open();
    const start = { stateMachineArn: arn, name: 'n', input: '{"seconds":60}' };
    expect(stepFunctions.start(start)).toBe(stepFunctions.start(start));
    expect(() => stepFunctions.start({ ...start, input: '{"seconds":61}' })).toThrow(
      expect.objectContaining({ name: 'ExecutionAlreadyExists' }),
    );
    await stepFunctions.close();
    expect(() => stepFunctions.start(start)).toThrow(
      expect.objectContaining({ name: 'ExecutionAlreadyExists' }),
    );
  });

  it('tells its status when it starts, ends, and is redriven', async () => {
    const { stepFunctions, statuses } = open();
    const { execution } = stepFunctions.start({ stateMachineArn: arn, name: 'n', input: '{"seconds":60}' });
    execution.stop('Enough');
    await execution.outcome;
    const record = stepFunctions.redrive(execution.arn);
    expect(describeExecution(record)).toMatchObject({
      status: 'RUNNING',
      redriveCount: 1,
      redriveStatus: 'NOT_REDRIVABLE',
      redriveDate: expect.any(Number),
    });
    await stepFunctions.close();
    expect(statuses).toEqual([
      ['n', undefined],
      ['n', 'ABORTED'],
      ['n', undefined],
      ['n', 'ABORTED'],
    ]);
  });

  it('that runs or has succeeded cannot be redriven', async () => {
    const { stepFunctions } = open();
    const { execution } = stepFunctions.start({ stateMachineArn: arn });
    expect(() => stepFunctions.redrive(execution.arn)).toThrow('Execution is RUNNING and cannot be redriven');
    await execution.outcome;
    expect(() => stepFunctions.redrive(execution.arn)).toThrow(
      'Execution is SUCCEEDED and cannot be redriven',
    );
  });

  it('that took longer than one may cannot be redriven', async () => {
    const { stepFunctions } = open(new VirtualClock(0));
    const start = { stateMachineArn: arn, input: JSON.stringify({ seconds: 400 * 86_400 }) };
    const { execution } = stepFunctions.start(start);
    expect(await execution.outcome).toMatchObject({ status: 'TIMED_OUT' });
    expect(() => stepFunctions.redrive(execution.arn)).toThrow(
      expect.objectContaining({ name: 'ExecutionNotRedrivable' }),
    );
  });

  it.each(['a'.repeat(80), 'with.dots_and-dashes', 'ñandú'])('may be named %s', async (name) => {
    const { stepFunctions } = open();
    await expect(
      stepFunctions.start({ stateMachineArn: arn, name }).execution.outcome,
    ).resolves.toMatchObject({ status: 'SUCCEEDED' });
  });

  it.each(['', 'a'.repeat(81), 'a b', 'a/b', 'a:b', 'a\nb', 'a*'])('may not be named %j', (name) => {
    const { stepFunctions } = open();
    expect(() => stepFunctions.start({ stateMachineArn: arn, name })).toThrow(
      expect.objectContaining({ name: 'InvalidName' }),
    );
  });

  it('may not have an input nested so deeply that it could not be handed on', () => {
    const { stepFunctions } = open();
    const input = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(() => stepFunctions.start({ stateMachineArn: arn, input })).toThrow(
      expect.objectContaining({ name: 'InvalidExecutionInput' }),
    );
  });

  it('may not have an input over 256 KiB', () => {
    const { stepFunctions } = open();
    const input = JSON.stringify('x'.repeat(262_144));
    expect(() => stepFunctions.start({ stateMachineArn: arn, input })).toThrow(
      expect.objectContaining({ name: 'ValidationException' }),
    );
  });
});

it('an execution can be found from its first event on', async () => {
  const { stepFunctions: machines } = open();
  const seen: [type: string, status: string][] = [];
  const stepFunctions: LocalStepFunctions = new LocalStepFunctions({
    machines: machines.machines,
    clock: new RealClock(),
    integrations: () => ({ invoke: async () => ({}) }),
    onStatus: () => {},
    onEvent: (executionArn, { type }) => seen.push([type, stepFunctions.find(executionArn).execution.name]),
  });
  await stepFunctions.start({ stateMachineArn: arn, name: 'n' }).execution.outcome;
  expect(seen.map(([type]) => type)).toEqual([
    'ExecutionStarted',
    'WaitStateEntered',
    'WaitStateExited',
    'SucceedStateEntered',
    'SucceedStateExited',
    'ExecutionSucceeded',
  ]);
});

it('executions are listed with the newest first', async () => {
  const { stepFunctions } = open();
  for (const name of ['a', 'b', 'c'])
    await stepFunctions.start({ stateMachineArn: arn, name }).execution.outcome;
  expect(stepFunctions.list(arn).map(({ execution }) => execution.name)).toEqual(['c', 'b', 'a']);
});
