import { AccountName, type AccountNameKind } from './account-name';
import type { Grant } from './compiled-workflow';
import type { State, States } from './state';

/**
 * Every integration that machines call, with what the machine's role must be allowed for it. Grants are read from the
 * states by this table (`grantsOf`), and a state that calls anything else is refused: so no machine can call what is not
 * granted.
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
  return resourceArn(integrations[integration].resource);
}

/**
 * What a machine's role must be allowed for its states: by resource, sorted, each action once.
 *
 * @throws Error for a Task that calls what the table does not name, or an action that no step has: a fault of ours
 */
export function grantsOf(states: States): Grant[] {
  const byResource = new Map<string, { resource: AccountName; actions: Set<string> }>();
  for (const [name, state] of Object.entries(states)) {
    if (state.Type !== 'Task') continue;
    const { actions, resource } = grantOf(name, state);
    const key = resource.toJSON();
    const merged = byResource.get(key) ?? { resource, actions: new Set<string>() };
    for (const action of actions) merged.actions.add(action);
    byResource.set(key, merged);
  }
  return [...byResource]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, { resource, actions }]) => ({ actions: [...actions].sort(), resource }));
}

interface IntegrationGrant {
  readonly actions: readonly string[];
  readonly on: AccountNameKind;
}

const grantsByResource: ReadonlyMap<unknown, IntegrationGrant> = new Map(
  Object.values(integrations).map(({ resource, actions, on }) => [resourceArn(resource), { actions, on }]),
);

function grantOf(name: string, { Resource, Arguments }: State): Grant {
  const granted = grantsByResource.get(Resource);
  if (granted === undefined) {
    throw new Error(
      `The state ${name} calls ${JSON.stringify(Resource)}, which the table in lib/compiler/grants.ts does not name: ` +
        'no role would be allowed it. Add it there, and name it by taskResource().',
    );
  }
  const { actions, on } = granted;
  return { actions, resource: on === 'action' ? calledAction(name, Arguments) : new AccountName(on) };
}

/** An action's name is known only by its step. */
function calledAction(name: string, request: State[string] | undefined): AccountName {
  const called =
    typeof request === 'object' && request !== null && 'FunctionName' in request && request.FunctionName;
  if (called instanceof AccountName && called.kind === 'action') return called;
  throw new Error(
    `The state ${name} invokes a function that is no action of a step. Write new AccountName('action', step.id) as its ` +
      'FunctionName.',
  );
}

function resourceArn(resource: string): string {
  return `arn:aws:states:::${resource}`;
}
