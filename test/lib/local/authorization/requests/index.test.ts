import {
  type AuthorizedService,
  authorizedOperations,
  requestsOf,
} from '../../../../../lib/local/authorization/requests';
import { operations } from '../../../../../lib/local/dynamodb/operations';

// The actions and their resource types are those of the "Service Authorization Reference"; where AWS authorizes
// something else than the ARN in the call, the line says by which page.

const where = { account: '1', region: 'us-east-1' };
const table = 'arn:aws:dynamodb:us-east-1:1:table/records';
const machine = 'arn:aws:states:us-east-1:1:stateMachine:m';
const execution = 'arn:aws:states:us-east-1:1:execution:m:run';
const bus = 'arn:aws:events:us-east-1:1:event-bus';
const fn = 'arn:aws:lambda:us-east-1:1:function:f';

it.each<[AuthorizedService, string, object, [action: string, resource: string][]]>([
  ['dynamodb', 'GetItem', { TableName: 'records' }, [['dynamodb:GetItem', table]]],
  ['dynamodb', 'UpdateItem', { TableName: table }, [['dynamodb:UpdateItem', table]]],
  ['dynamodb', 'Query', { TableName: 'records' }, [['dynamodb:Query', table]]],
  // An index is a resource of its own: "Using IAM policy conditions", and the reference's resource type `index`.
  ['dynamodb', 'Query', { TableName: 'records', IndexName: 'i' }, [['dynamodb:Query', `${table}/index/i`]]],
  ['dynamodb', 'Scan', { TableName: 'records', IndexName: 'i' }, [['dynamodb:Scan', `${table}/index/i`]]],
  ['dynamodb', 'BatchGetItem', { RequestItems: { records: {} } }, [['dynamodb:BatchGetItem', table]]],
  // "Using IAM with DynamoDB transactions": by what they do, not by TransactWriteItems.
  [
    'dynamodb',
    'TransactWriteItems',
    {
      TransactItems: [
        { Put: { TableName: 'records' } },
        { Update: { TableName: 'records' } },
        { Delete: { TableName: 'records' } },
        { ConditionCheck: { TableName: 'records' } },
      ],
    },
    [
      ['dynamodb:PutItem', table],
      ['dynamodb:UpdateItem', table],
      ['dynamodb:DeleteItem', table],
      ['dynamodb:ConditionCheckItem', table],
    ],
  ],
  [
    'dynamodb',
    'TransactGetItems',
    { TransactItems: [{ Get: { TableName: 'records' } }] },
    [['dynamodb:GetItem', table]],
  ],
  ['dynamodb', 'ListTables', {}, [['dynamodb:ListTables', '*']]],
  // On each bus, once; an entry without one goes to the default bus.
  [
    'events',
    'PutEvents',
    { Entries: [{ EventBusName: 'b' }, { EventBusName: 'b' }, {}, { EventBusName: `${bus}/c` }] },
    [
      ['events:PutEvents', `${bus}/b`],
      ['events:PutEvents', `${bus}/default`],
      ['events:PutEvents', `${bus}/c`],
    ],
  ],
  ['lambda', 'Invoke', { FunctionName: 'f' }, [['lambda:InvokeFunction', fn]]],
  ['lambda', 'Invoke', { FunctionName: '1:function:f' }, [['lambda:InvokeFunction', fn]]],
  // A version is a resource of its own: resource type `function version`.
  ['lambda', 'Invoke', { FunctionName: `${fn}:7` }, [['lambda:InvokeFunction', `${fn}:7`]]],
  ['lambda', 'Invoke', { FunctionName: 'f', Qualifier: '7' }, [['lambda:InvokeFunction', `${fn}:7`]]],
  ['states', 'StartExecution', { stateMachineArn: machine }, [['states:StartExecution', machine]]],
  // By the unqualified ARN: "Creating granular permissions for non-admin users in Step Functions".
  ['states', 'StartExecution', { stateMachineArn: `${machine}:live` }, [['states:StartExecution', machine]]],
  ['states', 'StartExecution', { StateMachineArn: `${machine}:3` }, [['states:StartExecution', machine]]],
  ['states', 'DescribeExecution', { executionArn: execution }, [['states:DescribeExecution', execution]]],
  ['states', 'DescribeExecution', { ExecutionArn: execution }, [['states:DescribeExecution', execution]]],
  ['states', 'ListExecutions', { stateMachineArn: machine }, [['states:ListExecutions', machine]]],
  // No resource type: whoever has the token.
  ['states', 'SendTaskSuccess', { taskToken: 't' }, [['states:SendTaskSuccess', '*']]],
  ['states', 'ListStateMachines', {}, [['states:ListStateMachines', '*']]],
  [
    'secretsmanager',
    'GetSecretValue',
    { SecretId: 'arn:aws:secretsmanager:us-east-1:1:secret:KEY-aB3dEf' },
    [['secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:us-east-1:1:secret:KEY-aB3dEf']],
  ],
])('%s: %s of %j asks for what AWS asks for', (service, operation, input, expected) => {
  const requests = requestsOf(service, operation, { ...input }, where);
  expect(requests?.map(({ action, resource }) => [action, resource])).toEqual(expected);
});

it("a secret's name becomes its ARN, with six characters that AWS adds", () => {
  const [request] = requestsOf('secretsmanager', 'GetSecretValue', { SecretId: 'a/KEY' }, where) ?? [];
  expect(request?.resource).toMatch(/^arn:aws:secretsmanager:us-east-1:1:secret:a\/KEY-[A-Za-z0-9]{6}$/);
});

it('every operation of the store is known: none is done without being authorized', () => {
  expect(authorizedOperations('dynamodb').sort()).toEqual([...operations.keys()].sort());
});
