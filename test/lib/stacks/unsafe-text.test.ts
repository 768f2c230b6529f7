import { unsafePlaceWithin, unsafeText, unsafeTextWithin } from '../../../lib/stacks/unsafe-text';

describe('unsafeText', () => {
  it.each([
    ['a substitution of CloudFormation', 'Greet ${AWS::AccountId}', '${'],
    ['a token of the CDK', 'Greet ${Token[TOKEN.1]}', '${'],
    ['a list token of the CDK', '#{Token[TOKEN.1]}', '#{'],
    ['a dynamic reference, which would write a secret', '{{resolve:secretsmanager:x}}', '{{resolve:'],
  ])('finds %s', (_, text, found) => {
    expect(unsafeText(text)).toBe(found);
  });

  it.each(['Costs 5 $', '{"a": {"b": 1}}', '# {heading}', 'Grüße, 你好', '{{ firstname }}'])(
    'finds nothing in %s',
    (text) => {
      expect(unsafeText(text)).toBeUndefined();
    },
  );
});

describe('unsafeTextWithin', () => {
  it('looks into lists, objects and their keys', () => {
    expect(unsafeTextWithin({ detail: { plan: [{ prefix: '${x}' }] } })).toBe('${');
    expect(unsafeTextWithin({ detail: { '#{x}': ['a'] } })).toBe('#{');
    expect(unsafeTextWithin({ detail: { plan: ['a', 1, null, { exists: false }] } })).toBeUndefined();
  });
});

describe('unsafePlaceWithin', () => {
  it('says where it stands: the path, and the character of a text', () => {
    expect(unsafePlaceWithin({ detail: { plan: ['a', { prefix: 'b ${x}' }] } }, ['filter'])).toEqual({
      sequence: '${',
      path: ['filter', 'detail', 'plan', 1, 'prefix'],
      character: 2,
    });
    expect(unsafePlaceWithin({ '#{x}': ['a'] })).toEqual({ sequence: '#{', path: ['#{x}'] });
    expect(unsafePlaceWithin('plain')).toBeUndefined();
  });
});
