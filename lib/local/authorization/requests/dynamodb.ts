import { isTemplateObject, type TemplateObject } from '../../assembly/template';
import type { AccountRegion, AuthorizationRequest } from '../authorization-request';
import type { RequestReader, ServiceRequests } from './request-reader';

/** What a transaction's parts are allowed by: "Using IAM with DynamoDB transactions". */
const ACTIONS_OF_TRANSACTION: Readonly<Record<string, string>> = {
  ConditionCheck: 'dynamodb:ConditionCheckItem',
  Delete: 'dynamodb:DeleteItem',
  Get: 'dynamodb:GetItem',
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
};

/** DynamoDB: "Actions, resources, and condition keys for Amazon DynamoDB". */
export const dynamoDbRequests: ServiceRequests = new Map<string, RequestReader>([
  ...['DeleteItem', 'DescribeTable', 'DescribeTimeToLive', 'GetItem', 'PutItem', 'UpdateItem'].map(onTable),
  ...['UpdateTimeToLive'].map(onTable),
  ...['Query', 'Scan'].map(onTableOrIndex),
  ...['BatchGetItem', 'BatchWriteItem'].map(onEachTable),
  ['ListTables', () => [{ action: 'dynamodb:ListTables', resource: '*' }]],
  ['TransactGetItems', ofTransaction],
  ['TransactWriteItems', ofTransaction],
]);

function onTable(operation: string): [string, RequestReader] {
  const action = `dynamodb:${operation}`;
  return [operation, ({ TableName }, where) => [{ action, resource: tableArn(TableName, where) }]];
}

/** What reads an index is authorized on the index alone. */
function onTableOrIndex(operation: string): [string, RequestReader] {
  const action = `dynamodb:${operation}`;
  return [
    operation,
    ({ TableName, IndexName }, where) => {
      const table = tableArn(TableName, where);
      return [{ action, resource: typeof IndexName === 'string' ? `${table}/index/${IndexName}` : table }];
    },
  ];
}

function onEachTable(operation: string): [string, RequestReader] {
  const action = `dynamodb:${operation}`;
  return [
    operation,
    ({ RequestItems }, where) =>
      Object.keys(isTemplateObject(RequestItems) ? RequestItems : {}).map((name) => ({
        action,
        resource: tableArn(name, where),
      })),
  ];
}

function ofTransaction({ TransactItems }: TemplateObject, where: AccountRegion): AuthorizationRequest[] {
  const items = Array.isArray(TransactItems) ? TransactItems.filter(isTemplateObject) : [];
  return items.flatMap((item) =>
    Object.entries(item).flatMap(([kind, part]) => {
      const action = ACTIONS_OF_TRANSACTION[kind];
      if (action === undefined || !isTemplateObject(part)) return [];
      return [{ action, resource: tableArn(part.TableName, where) }];
    }),
  );
}

/** A table may be named by its ARN too. */
function tableArn(name: unknown, { account, region }: AccountRegion): string {
  const text = String(name);
  return text.startsWith('arn:') ? text : `arn:aws:dynamodb:${region}:${account}:table/${text}`;
}
