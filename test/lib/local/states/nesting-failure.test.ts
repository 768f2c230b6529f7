import { execute, type Json, StateMachine, VirtualClock } from '../../../../lib/local/states';
import { run } from './machine';

const LEVELS = 100_000;
const TEXT = '['.repeat(LEVELS) + ']'.repeat(LEVELS);
const deep = (): Json => JSON.parse(TEXT);
/** Two hundred levels more. */
const grown = (output: unknown) =>
  Array.from({ length: 200 }).reduce((inner, _, i) => (i % 2 ? [inner] : { a: inner }), output);
const TOO_DEEP = 'The data are nested too deeply to be processed.';

describe('data nested a hundred thousand times', () => {
  it.each<[string, object]>([
    ['that grow from state to state', { Type: 'Pass', Output: grown('{% $states.input %}'), Next: 'It' }],
    [
      'that an intrinsic function reads',
      {
        QueryLanguage: 'JSONPath',
        Type: 'Pass',
        Parameters: { 'a.$': 'States.StringToJson($.text)' },
        End: true,
      },
    ],
  ])('%s fail the execution with States.Runtime', async (_, state) => {
    const { outcome } = run({ StartAt: 'It', States: { It: state } }, { input: { text: TEXT } });

    expect(await outcome).toEqual({ status: 'FAILED', error: 'States.Runtime', cause: TOO_DEEP });
  });

  it('as what a task gave can be caught, like any failure of a task', async () => {
    const states = {
      It: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: {},
        Catch: [{ ErrorEquals: ['States.TaskFailed'], Output: '{% $states.errorOutput %}', Next: 'Caught' }],
        End: true,
      },
      Caught: { Type: 'Succeed' },
    };

    const { outcome } = run({ StartAt: 'It', States: states }, { invoke: () => ({ Payload: deep() }) });

    expect(await outcome).toEqual({
      status: 'SUCCEEDED',
      output: { Error: 'States.TaskFailed', Cause: TOO_DEEP },
    });
  });

  it('as an input are refused before anything runs', () => {
    const machine = new StateMachine({ StartAt: 'It', States: { It: { Type: 'Succeed' } } });
    const start = () =>
      execute(machine, {
        input: deep(),
        name: 'run',
        arn: 'arn:aws:states:us-east-1:111111111111:execution:machine:run',
        stateMachine: { name: 'machine', arn: 'arn:aws:states:us-east-1:111111111111:stateMachine:machine' },
        roleArn: 'arn:aws:iam::111111111111:role/machine',
        clock: new VirtualClock(0),
        integrations: { invoke: async () => ({}) },
      });

    expect(start).toThrow(`States.Runtime: ${TOO_DEEP}`);
  });
});
