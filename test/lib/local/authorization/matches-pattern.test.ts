import fc from 'fast-check';
import {
  matchesAction,
  matchesResource,
  matchesText,
} from '../../../../lib/local/authorization/matches-pattern';

describe('an action is meant by a pattern ("IAM JSON policy elements: Action")', () => {
  it.each([
    ['*', 'dynamodb:GetItem', true],
    ['dynamodb:*', 'dynamodb:GetItem', true],
    ['dynamodb:*Item', 'dynamodb:UpdateItem', true],
    ['DynamoDB:getitem', 'dynamodb:GetItem', true],
    ['dynamodb:?etItem', 'dynamodb:GetItem', true],
    ['dynamodb:Get', 'dynamodb:GetItem', false],
    ['dynamodb:*Item', 'dynamodb:Query', false],
    ['states:*', 'dynamodb:GetItem', false],
  ])('%s, %s: %s', (pattern, action, expected) => {
    expect(matchesAction(pattern, action)).toBe(expected);
  });
});

describe('a resource is meant by a pattern ("IAM JSON policy elements: Resource")', () => {
  const secret = 'arn:aws:secretsmanager:us-east-1:1:secret:coded-actions/dev/KEY-aB3dEf';
  it.each([
    ['*', secret, true],
    [secret, secret, true],
    ['arn:aws:secretsmanager:us-east-1:1:secret:coded-actions/dev/KEY-??????', secret, true],
    ['arn:aws:secretsmanager:us-east-1:1:secret:coded-actions/dev/KEY-?????', secret, false],
    ['arn:aws:secretsmanager:us-east-1:1:secret:coded-actions/dev/KEY2-??????', secret, false],
    ['arn:aws:secretsmanager:us-east-1:1:secret:coded.actions/dev/KEY-??????', secret, false],
    ['arn:aws:states:us-east-1:1:execution:m-*:*', 'arn:aws:states:us-east-1:1:execution:m-a:run', true],
    ['arn:aws:states:us-east-1:1:execution:m:*', 'arn:aws:states:us-east-1:1:execution:m2:run', false],
    ['arn:aws:lambda:us-east-1:1:function:f:*', 'arn:aws:lambda:us-east-1:1:function:f:7', true],
    ['arn:aws:lambda:us-east-1:1:function:f:*', 'arn:aws:lambda:us-east-1:1:function:f', false],
    ['arn:aws:lambda:us-east-1:1:function:f', 'arn:aws:lambda:us-east-1:1:function:f:7', false],
    // "If the * wildcard is the last character of a resource ARN segment, it can expand to match beyond the colon."
    ['arn:aws:lambda:us-east-1:1:function:f*', 'arn:aws:lambda:us-east-1:1:function:f2:7', true],
    ['arn:aws:sqs:*:1:q', 'arn:aws:sqs:us-east-1:1:q', true],
    ['arn:aws:sqs:us-*-1:1:q', 'arn:aws:sqs:us-east-1:1:q', true],
    ['arn:aws:sqs:us-*-1:1:q', 'arn:aws:sqs:us-x:9-1:1:q', false],
  ])('%s, %s: %s', (pattern, resource, expected) => {
    expect(matchesResource(pattern, resource)).toBe(expected);
  });

  it('whatever it is called: every resource is meant by itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        const resource = text.replace(/[*?]/g, '');
        expect(matchesResource(resource, resource)).toBe(true);
        expect(matchesResource(`${resource}?`, `${resource}x`)).toBe(true);
        expect(matchesText(`${resource}*`, `${resource}anything: at all`)).toBe(true);
      }),
    );
  });
});
