import { AccountName } from '../../../lib/compiler/account-name';
import type { Integration } from '../../../lib/compiler/grants';
import { grantFor, mergedGrants, taskResource } from '../../../lib/compiler/grants';
import { parseResource } from '../../../lib/local/states';

describe('the table of integrations', () => {
  it.each<[integration: Integration, service: string, action: string]>([
    ['getItem', 'dynamodb', 'getItem'],
    ['updateItem', 'dynamodb', 'updateItem'],
    ['transactWriteItems', 'aws-sdk:dynamodb', 'transactWriteItems'],
    ['describeExecution', 'aws-sdk:sfn', 'describeExecution'],
    ['putEvents', 'events', 'putEvents'],
    ['invoke', 'lambda', 'invoke'],
  ])('names %s as Step Functions does', (integration, service, action) => {
    expect(parseResource(taskResource(integration))).toMatchObject({ service, action });
  });

  it('merges grants by resource, sorted, each action once', () => {
    const grants = mergedGrants([
      grantFor('updateItem'),
      grantFor('invoke', 'b'),
      grantFor('getItem'),
      grantFor('transactWriteItems'),
      grantFor('invoke', 'a'),
      grantFor('getItem'),
    ]);
    expect(grants).toEqual([
      { actions: ['lambda:InvokeFunction'], resource: new AccountName('action', 'a') },
      { actions: ['lambda:InvokeFunction'], resource: new AccountName('action', 'b') },
      {
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
        resource: new AccountName('table'),
      },
    ]);
  });
});
