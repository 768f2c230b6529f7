import { didYouMean, nearest } from '../../../lib/workflow/did-you-mean';

describe('nearest', () => {
  it.each([
    ['emial', 'email'],
    ['Email', 'email'],
    ['e_mail', 'email'],
    ['fro', 'for'],
    ['lifecyclestge', 'lifecyclestage'],
    ['ownerId', 'owner_id'],
    ['x', undefined],
    ['telephone', undefined],
    ['', undefined],
    ['e'.repeat(1000), undefined],
    ['life', 'lifecyclestage'],
    ['em', undefined],
    ['own', 'owner_id'],
    ['lcstage', 'lifecyclestage'],
    ['emailAddress', 'email'],
    ['format', undefined],
    ['$emial', 'email'],
  ])('takes %s for %s', (written, meant) => {
    expect(nearest(written, ['email', 'for', 'lifecyclestage', 'owner_id'])).toBe(meant);
  });
});

describe('nearest, of several that could be meant,', () => {
  it.each([
    ['the one that begins so before one with a letter less', 'lower', ['power', 'lowercase'], 'lowercase'],
    ['a slip before an abbreviation', 'strng', ['stringing', 'string'], 'string'],
    ['an abbreviation before two slips', 'avrge', ['forge', 'average'], 'average'],
    ['the shorter of two that begin so', 'sub', ['substringAfter', 'substring'], 'substring'],
    ['the longer of two that go on', 'formattedDate', ['form', 'formatted'], 'formatted'],
  ])('takes %s', (_what, written, candidates, meant) => {
    expect(nearest(written, candidates)).toBe(meant);
    expect(nearest(written, candidates.toReversed())).toBe(meant);
  });
});

describe('didYouMean', () => {
  it('proposes the nearest name', () => {
    expect(didYouMean('emial', ['email', 'phone'], 'properties')).toBe('Did you mean `email`?');
  });

  it('lists the names where none is near', () => {
    expect(didYouMean('x', ['email', 'phone'], 'properties')).toBe('The properties are `email`, `phone`.');
  });

  it('lists twenty of many', () => {
    const names = Array.from({ length: 25 }, (_, index) => `property${index}`);

    expect(didYouMean('x', names, 'properties')).toMatch(/`property19` and 5 more\.$/);
  });

  it('says that there are none', () => {
    expect(didYouMean('x', [], 'properties')).toBe('There are no properties.');
  });
});
