import { needOf } from '../../../lib/deployed/need';

const needed = (definition: string) =>
  Object.fromEntries(
    [...needOf('it', { definition, roleArn: 'role', logGroupArns: [] }).functions].map(([name, versions]) => [
      name,
      versions === 'all' ? 'all' : [...versions],
    ]),
  );
const lambda = 'arn:aws:lambda:eu-west-1:123456789012:function';

describe('needOf', () => {
  it.each([
    ['a version', `{"FunctionName":"${lambda}:ask:3"}`, { ask: ['3'] }],
    ['two versions of one function', `${lambda}:ask:3 ${lambda}:ask:12`, { ask: ['3', '12'] }],
    ['a function without a number', `"${lambda}:ask"`, { ask: 'all' }],
    ['$LATEST', `"${lambda}:ask:$LATEST"`, { ask: 'all' }],
    ['an alias', `"${lambda}:ask:live"`, { ask: 'all' }],
    [
      'a function both with and without a number',
      `${lambda}:ask:3 ${lambda}:ask ${lambda}:ask:4`,
      { ask: 'all' },
    ],
    ['another partition', 'arn:aws-us-gov:lambda:us-gov-west-1:1:function:ask:1', { ask: ['1'] }],
    ['an ARN within a text', `"Tell ${lambda}:a_b-c:7, please"`, { 'a_b-c': ['7'] }],
    ['no function', '{"Resource":"arn:aws:states:::dynamodb:getItem"}', {}],
  ])('finds %s', (_case, definition, expected) => {
    expect(needed(definition)).toEqual(expected);
  });

  it('names log groups without what stands behind their names', () => {
    const { logGroups, role } = needOf('it', {
      definition: '',
      roleArn: 'the role',
      logGroupArns: [
        'arn:aws:logs:eu-west-1:1:log-group:/aws/vendedlogs/states/a:*',
        'arn:aws:logs:eu-west-1:1:log-group:b',
      ],
    });

    expect([...logGroups]).toEqual(['/aws/vendedlogs/states/a', 'b']);
    expect(role).toBe('the role');
  });
});
