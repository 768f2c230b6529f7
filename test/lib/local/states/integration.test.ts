import { parseResource } from '../../../../lib/local/states';

/** "Discover service integration patterns in Step Functions". */
describe('a Task resource', () => {
  it.each([
    ['arn:aws:states:::lambda:invoke', 'lambda', 'invoke', 'request-response', undefined],
    [
      'arn:aws:states:::aws-sdk:dynamodb:transactWriteItems',
      'aws-sdk:dynamodb',
      'transactWriteItems',
      'request-response',
      undefined,
    ],
    [
      'arn:aws:states:::aws-sdk:dynamodb:updateItem.waitForTaskToken',
      'aws-sdk:dynamodb',
      'updateItem',
      'waitForTaskToken',
      undefined,
    ],
    ['arn:aws:states:::states:startExecution.sync', 'states', 'startExecution', 'sync', undefined],
    ['arn:aws-cn:states:::states:startExecution.sync:2', 'states', 'startExecution', 'sync', 2],
    [
      'arn:aws:lambda:us-east-1:111111111111:function:f:3',
      'lambda-function',
      'arn:aws:lambda:us-east-1:111111111111:function:f:3',
      'request-response',
      undefined,
    ],
    [
      'arn:aws:states:us-east-1:111111111111:activity:a',
      'activity',
      'arn:aws:states:us-east-1:111111111111:activity:a',
      'request-response',
      undefined,
    ],
  ])('%s', (resource, service, action, pattern, syncVersion) => {
    expect(parseResource(resource)).toEqual({
      resource,
      service,
      action,
      pattern,
      ...(syncVersion === undefined ? {} : { syncVersion }),
    });
  });

  it.each([
    'lambda:invoke',
    'arn:aws:states:::lambda',
    'arn:aws:states:::lambda:invoke.later',
    'arn:aws:s3:::bucket',
    '',
  ])('%j is none', (resource) => {
    expect(parseResource(resource)).toBeUndefined();
  });
});
