import { executionStatusEvent } from '../../../../lib/local/events/execution-status-event';

// The example in "Step Functions execution status change events" of the Step Functions Developer Guide.

const change = {
  executionArn: 'arn:aws:states:us-east-1:123456789012:execution:state-machine-name:execution-name',
  stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:state-machine-name',
  name: 'execution-name',
  status: 'FAILED',
  startDate: 1_551_225_146_847,
  stopDate: 1_551_225_151_881,
  input: '{}',
  output: null,
  error: 'Broken',
  cause: 'why',
  redriveCount: 0,
  redriveDate: null,
};
const place = { account: '123456789012', region: 'us-east-1', now: Date.parse('2019-02-26T23:52:32.500Z') };

describe('the event of a status change', () => {
  it('has the shape of AWS', () => {
    expect(executionStatusEvent(change, place)).toEqual({
      version: '0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      'detail-type': 'Step Functions Execution Status Change',
      source: 'aws.states',
      account: '123456789012',
      time: '2019-02-26T23:52:32Z',
      region: 'us-east-1',
      resources: [change.executionArn],
      detail: {
        ...change,
        inputDetails: { included: true },
        outputDetails: null,
        stateMachineVersionArn: null,
        stateMachineAliasArn: null,
        redriveStatus: 'REDRIVABLE',
        redriveStatusReason: null,
      },
    });
  });

  it.each(['RUNNING', 'SUCCEEDED'])('says that an execution which is %s cannot be redriven', (status) => {
    const { error: _, cause: __, ...rest } = change;
    expect(executionStatusEvent({ ...rest, status }, place).detail).toMatchObject({
      error: null,
      cause: null,
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason: `Execution is ${status} and cannot be redriven`,
    });
  });

  it('leaves out data that would not fit', () => {
    const output = JSON.stringify('x'.repeat(260_000));
    expect(executionStatusEvent({ ...change, status: 'SUCCEEDED', output }, place).detail).toMatchObject({
      input: null,
      output: null,
      inputDetails: { included: false },
      outputDetails: { included: false },
    });
  });
});
