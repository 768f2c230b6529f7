import { readPolicy } from '../../../../lib/local/authorization/read-policy';
import { UnsupportedPolicyError } from '../../../../lib/local/authorization/unsupported-policy-error';

const statement = { Effect: 'Allow', Action: 'a:B', Resource: '*' };

describe('a policy', () => {
  it.each<[string, object, string]>([
    ['of the older version', { Version: '2008-10-17', Statement: [] }, 'the policy version 2008-10-17'],
    ['without a version', { Statement: [] }, 'the policy version undefined'],
    ['with an element of the future', policy({ Where: 'here' }), 'the element Where'],
    ['with an effect that is none', policy({ Effect: 'Maybe' }), 'the effect Maybe'],
    ['that names principals in a role', policy({ Principal: '*' }), 'a Principal'],
    ['without an action', policy({ Action: undefined }), 'a statement without Action'],
    [
      'with an action and its opposite',
      policy({ NotAction: 'c:D' }),
      'a statement without Action, or with both',
    ],
    [
      'with a variable',
      policy({ Resource: 'arn:x/${aws:username}' }),
      'the policy variable in arn:x/${aws:username}',
    ],
    [
      'with an operator that is not evaluated',
      policy({ Condition: { NumericEquals: { 'aws:SourceAccount': '1' } } }),
      'the condition operator NumericEquals',
    ],
    [
      'with a set operator',
      policy({ Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': 'a' } } }),
      'the condition operator ForAllValues:StringEquals',
    ],
    [
      'with a key that no call here has',
      policy({ Condition: { StringEquals: { 'aws:MultiFactorAuthPresent': 'true' } } }),
      'the condition key aws:MultiFactorAuthPresent',
    ],
    ['with a resource that is no text', policy({ Resource: { Ref: 'x' } }), 'this form of Resource'],
  ])('%s is refused, with its place: nothing is allowed without being looked at', (_, document, what) => {
    const read = () => readPolicy({ ...document }, 'stack/Role, policy inline', 'role');
    expect(read).toThrow(UnsupportedPolicyError);
    expect(read).toThrow(`stack/Role, policy inline`);
    expect(read).toThrow(what);
  });

  it('that stands on a resource must name principals', () => {
    const read = () => readPolicy({ ...policy({}) }, 'stack/Queue', 'resource');
    expect(read).toThrow(
      'stack/Queue, statement 1: the local run does not evaluate a statement without Principal.',
    );
  });

  it('of one statement may leave the list out', () => {
    const read = readPolicy({ Version: '2012-10-17', Statement: statement }, 'here', 'role');
    expect(read).toMatchObject([{ effect: 'Allow', place: 'here, statement 1' }]);
  });
});

function policy(changes: object): object {
  const changed = Object.entries({ ...statement, ...changes }).filter(([, value]) => value !== undefined);
  return { Version: '2012-10-17', Statement: [Object.fromEntries(changed)] };
}
