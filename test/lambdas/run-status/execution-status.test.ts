import { statusOfEvent, workflowOf } from '../../../lambdas/run-status/execution-status';

const execution = 'arn:aws:states:eu-west-1:123456789012:execution:coded-actions-dev-rotate-leads:abc';

/** As in "Automating Step Functions event delivery with EventBridge" (Step Functions Developer Guide). */
const detail = {
  executionArn: execution,
  stateMachineArn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:coded-actions-dev-rotate-leads',
  name: 'abc',
  status: 'FAILED',
  startDate: 1551225146847,
  stopDate: 1551225151881,
  input: '{}',
  output: null,
  inputDetails: { included: true },
  outputDetails: null,
  error: 'States.TaskFailed',
  cause: 'why',
  redriveCount: 1,
};

describe('the status in an event', () => {
  it('has its execution, workflow, attempt, end and error', () => {
    expect(statusOfEvent(detail)).toEqual({
      execution,
      workflow: 'rotate-leads',
      executionName: 'abc',
      status: 'FAILED',
      redriveCount: 1,
      stoppedAt: '2019-02-26T23:52:31.881Z',
      error: 'States.TaskFailed',
    });
  });

  it('is open about an attempt that the event does not name', () => {
    const { redriveCount: _, ...without } = detail;

    expect(statusOfEvent({ ...without, status: 'RUNNING', stopDate: null, error: undefined })).toMatchObject({
      redriveCount: undefined,
      stoppedAt: undefined,
      error: undefined,
    });
  });

  it('is nothing where the machine is of no workflow', () => {
    const other = execution.replace('coded-actions-dev-rotate-leads', 'something-else');

    expect(statusOfEvent({ ...detail, executionArn: other })).toBeUndefined();
  });

  it.each([undefined, null, 'x', {}, { ...detail, status: 'ASLEEP' }, { ...detail, executionArn: 5 }])(
    'is refused in %j',
    (wrong) => {
      expect(() => statusOfEvent(wrong)).toThrow('not the detail of an execution');
    },
  );

  it.each([
    ['coded-actions-prod-a', 'a'],
    ['coded-actions-d1-a-b-2', 'a-b-2'],
    ['coded-actions-dev-', undefined],
    ['coded-actions', undefined],
  ])('takes the workflow from the machine %s', (machine, workflow) => {
    expect(workflowOf(`arn:aws:states:eu-west-1:1:execution:${machine}:x`)).toBe(workflow);
  });
});
