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
  ])('takes %s for %s', (written, meant) => {
    expect(nearest(written, ['email', 'for', 'lifecyclestage', 'owner_id'])).toBe(meant);
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
