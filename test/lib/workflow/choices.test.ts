import { unknownChoice } from '../../../lib/workflow/choices';

describe('unknownChoice', () => {
  it.each([
    ['lead', undefined],
    ['lead;customer', undefined],
    ['lead;custmer', 'custmer'],
    ['Lead', 'Lead'],
    ['', ''],
    ['a;b', undefined],
  ])('finds in %j the part that is none: %j', (value, unknown) => {
    expect(unknownChoice(value, ['lead', 'customer', 'a;b'])).toBe(unknown);
  });
});
