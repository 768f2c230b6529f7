import { AccountName } from './account-name';
import type { Grant } from './compiled-workflow';

/**
 * Every integration that machines call, with what the machine's role must be allowed for it: states name their
 * resource through this table, so that no state can call what is not granted.
 *
 * `dynamodb:` is the optimized integration, whose errors are `DynamoDB.…`; those of `aws-sdk:dynamodb` are
 * `DynamoDb.…` (both recorded from AWS). A transaction is allowed by what it does ("Using IAM with DynamoDB
 * transactions").
 */
const integrations = {
  getItem: { resource: 'dynamodb:getItem', actions: ['dynamodb:GetItem'], on: 'table' },
  updateItem: { resource: 'dynamodb:updateItem', actions: ['dynamodb:UpdateItem'], on: 'table' },
  waitForCompletion: {
    resource: 'aws-sdk:dynamodb:updateItem.waitForTaskToken',
    actions: ['dynamodb:UpdateItem'],
    on: 'table',
  },
  transactWriteItems: {
    resource: 'aws-sdk:dynamodb:transactWriteItems',
    actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
    on: 'table',
  },
  describeExecution: {
    resource: 'aws-sdk:sfn:describeExecution',
    actions: ['states:DescribeExecution'],
    on: 'executions',
  },
  putEvents: { resource: 'events:putEvents', actions: ['events:PutEvents'], on: 'bus' },
  invoke: { resource: 'lambda:invoke', actions: ['lambda:InvokeFunction'], on: 'action' },
} as const;

/** The name of an integration. */
export type Integration = keyof typeof integrations;

/** The `Resource` of a Task state. The partition is replaced when the definition is serialized. */
export function taskResource(integration: Integration): string {
  return `arn:aws:states:::${integrations[integration].resource}`;
}

/**
 * What the integration needs.
 *
 * @param step the step whose action is called, for `invoke`
 */
export function grantFor(integration: Integration, step?: string): Grant {
  const { actions, on } = integrations[integration];
  return { actions, resource: new AccountName(on, step) };
}

/** Grants by resource, sorted, each action once. */
export function mergedGrants(grants: Iterable<Grant>): Grant[] {
  const byResource = new Map<string, { resource: AccountName; actions: Set<string> }>();
  for (const { actions, resource } of grants) {
    const key = resource.toJSON();
    const merged = byResource.get(key) ?? { resource, actions: new Set<string>() };
    for (const action of actions) merged.actions.add(action);
    byResource.set(key, merged);
  }
  return [...byResource]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, { resource, actions }]) => ({ actions: [...actions].sort(), resource }));
}
