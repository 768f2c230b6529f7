import { AccountName } from '../../../lib/compiler/account-name';
import type { Integration } from '../../../lib/compiler/grants';
import { grantsOf, taskResource } from '../../../lib/compiler/grants';
import type { State } from '../../../lib/compiler/state';
import { parseResource } from '../../../lib/local/states';

const calls = (integration: Integration): State => ({ Type: 'Task', Resource: taskResource(integration) });
const invokes = (FunctionName: State[string]): State => ({ ...calls('invoke'), Arguments: { FunctionName } });
const table = new AccountName('table');

describe('the table of integrations', () => {
  it.each<[integration: Integration, service: string, action: string]>([
    ['getItem', 'dynamodb', 'getItem'],
    ['updateItem', 'dynamodb', 'updateItem'],
    ['waitForCompletion', 'aws-sdk:dynamodb', 'updateItem'],
    ['transactWriteItems', 'aws-sdk:dynamodb', 'transactWriteItems'],
    ['describeExecution', 'aws-sdk:sfn', 'describeExecution'],
    ['putEvents', 'events', 'putEvents'],
    ['invoke', 'lambda', 'invoke'],
  ])('names %s as Step Functions does', (integration, service, action) => {
    expect(parseResource(taskResource(integration))).toMatchObject({ service, action });
  });
});

describe('the grants of a machine', () => {
  it('are read from its states: by resource, sorted, each action once', () => {
    const grants = grantsOf({
      a: calls('updateItem'),
      b: invokes(new AccountName('action', 'b')),
      c: { Type: 'Wait', Seconds: 1 },
      d: calls('getItem'),
      e: calls('transactWriteItems'),
      f: invokes(new AccountName('action', 'a')),
      g: calls('getItem'),
    });
    expect(grants).toEqual([
      { actions: ['lambda:InvokeFunction'], resource: new AccountName('action', 'a') },
      { actions: ['lambda:InvokeFunction'], resource: new AccountName('action', 'b') },
      { actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], resource: table },
    ]);
  });

  it('have what a task is allowed that waits for its token', () => {
    expect(grantsOf({ a: calls('waitForCompletion') })).toEqual([
      { actions: ['dynamodb:UpdateItem'], resource: table },
    ]);
  });

  it.each<[what: string, state: State, message: string]>([
    [
      'an integration that the table does not name',
      { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage' },
      'The state a calls "arn:aws:states:::sqs:sendMessage", which the table in lib/compiler/grants.ts does not name',
    ],
    ['a Task that names none', { Type: 'Task' }, 'The state a calls undefined'],
    ['a function by its name', invokes('ask'), 'The state a invokes a function that is no action of a step'],
    ['a function by another mark', invokes(table), 'The state a invokes a function that is no action'],
  ])('cannot be told of %s, which is refused', (_, state, message) => {
    expect(() => grantsOf({ a: state })).toThrow(message);
  });
});
