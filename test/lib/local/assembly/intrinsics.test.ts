import { resolveValue } from '../../../../lib/local/assembly/intrinsics';
import { NO_VALUE, type Scope } from '../../../../lib/local/assembly/scope';
import { UnresolvableValueError } from '../../../../lib/local/assembly/unresolvable-value-error';

// Cases follow "Intrinsic function reference" and "Pseudo parameters reference" in the CloudFormation user guide.

const refs: Record<string, unknown> = {
  Bucket: 'my-bucket',
  List: ['a', 'b', 'c'],
  'AWS::Region': 'eu-west-1',
  'AWS::NoValue': NO_VALUE,
};
const scope: Scope = {
  ref: (name) => refs[name],
  attribute: (id, attribute) => (id === 'Bucket' && attribute === 'Arn' ? 'arn:bucket' : undefined),
  condition: (name) => ({ Yes: true, No: false })[name],
  mapping: (map, first, second) =>
    map === 'Map' && first === 'eu-west-1' && second === 'Size' ? 'small' : undefined,
  region: 'eu-west-1',
};

describe('an intrinsic', () => {
  const cases: [title: string, value: unknown, expected: unknown][] = [
    ['Ref', { Ref: 'Bucket' }, 'my-bucket'],
    ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Bucket', 'Arn'] }, 'arn:bucket'],
    ['Fn::GetAtt as text', { 'Fn::GetAtt': 'Bucket.Arn' }, 'arn:bucket'],
    ['Fn::Join', { 'Fn::Join': ['-', ['x', { Ref: 'Bucket' }, 7]] }, 'x-my-bucket-7'],
    ['Fn::Join of a list', { 'Fn::Join': [',', { Ref: 'List' }] }, 'a,b,c'],
    [
      'Fn::Sub',
      { 'Fn::Sub': '${Bucket}/${Bucket.Arn}/${!Bucket}/${AWS::Region}' },
      'my-bucket/arn:bucket/${Bucket}/eu-west-1',
    ],
    [
      'Fn::Sub with its own variables',
      { 'Fn::Sub': ['${x}${Bucket}', { x: { Ref: 'AWS::Region' } }] },
      'eu-west-1my-bucket',
    ],
    ['Fn::Select', { 'Fn::Select': [1, { Ref: 'List' }] }, 'b'],
    ['Fn::Select with digits', { 'Fn::Select': ['2', { Ref: 'List' }] }, 'c'],
    ['Fn::Split', { 'Fn::Select': [1, { 'Fn::Split': ['-', { Ref: 'Bucket' }] }] }, 'bucket'],
    ['Fn::If, true', { 'Fn::If': ['Yes', 'a', { Ref: 'Unknown' }] }, 'a'],
    ['Fn::If, false', { 'Fn::If': ['No', 'a', { Ref: 'Bucket' }] }, 'my-bucket'],
    ['Fn::Equals', { 'Fn::Equals': [{ Ref: 'Bucket' }, 'my-bucket'] }, true],
    ['Fn::And', { 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'No' }] }, false],
    ['Fn::Or', { 'Fn::Or': [{ Condition: 'No' }, { 'Fn::Equals': [1, '1'] }] }, true],
    ['Fn::Not', { 'Fn::Not': [{ Condition: 'No' }] }, true],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Map', { Ref: 'AWS::Region' }, 'Size'] }, 'small'],
    [
      'Fn::FindInMap with a default',
      { 'Fn::FindInMap': ['Map', 'mars', 'Size', { DefaultValue: 'none' }] },
      'none',
    ],
    ['Fn::Base64', { 'Fn::Base64': { Ref: 'Bucket' } }, 'bXktYnVja2V0'],
    ['Fn::GetAZs', { 'Fn::GetAZs': '' }, ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']],
    ['Fn::ToJsonString', { 'Fn::ToJsonString': { a: { Ref: 'Bucket' } } }, '{"a":"my-bucket"}'],
    ['Fn::Length', { 'Fn::Length': { Ref: 'List' } }, 3],
    ['AWS::NoValue in an object', { kept: 1, dropped: { Ref: 'AWS::NoValue' } }, { kept: 1 }],
    ['AWS::NoValue in a list', [1, { 'Fn::If': ['No', 2, { Ref: 'AWS::NoValue' }] }, 3], [1, 3]],
    ['at any depth', { a: [{ b: { Ref: 'Bucket' } }] }, { a: [{ b: 'my-bucket' }] }],
  ];
  it.each(cases)('%s', (_, value, expected) => {
    expect(resolveValue(value, scope, 'stack')).toEqual(expected);
  });

  it('is not what only looks like one: an object with another key beside it', () => {
    const value = { Ref: 'Bucket', other: 1 };
    expect(resolveValue(value, scope, 'stack')).toEqual(value);
  });
});

describe('what cannot be resolved is refused with its place', () => {
  it.each([
    ['an unknown name', { a: { Ref: 'Nobody' } }, /^stack\/a\/Ref: Nothing is named Nobody\.$/],
    ['an unknown attribute', { 'Fn::GetAtt': ['Bucket', 'Color'] }, /Bucket has no attribute Color/],
    ['an unknown name in Fn::Sub', { 'Fn::Sub': 'x${Nobody}' }, /Nothing is named Nobody/],
    ['an unknown condition', { 'Fn::If': ['Maybe', 1, 2] }, /No condition is named Maybe/],
    ['an unknown mapping', { 'Fn::FindInMap': ['Map', 'x', 'y'] }, /Mappings has no Map\.x\.y/],
    ['an index beyond the list', { 'Fn::Select': [9, ['a']] }, /has 1 entries and none at 9/],
    [
      'an intrinsic of other stacks',
      { 'Fn::ImportValue': 'x' },
      /does not know the intrinsic Fn::ImportValue/,
    ],
    ['an argument of the wrong kind', { 'Fn::Join': 'x' }, /Expected a list and found "x"/],
  ])('%s', (_, value, message) => {
    expect(() => resolveValue(value, scope, 'stack')).toThrow(UnresolvableValueError);
    expect(() => resolveValue(value, scope, 'stack')).toThrow(message);
  });
});
