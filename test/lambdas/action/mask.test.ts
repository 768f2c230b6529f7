import { inspect } from 'node:util';
import fc from 'fast-check';
import { Mask } from '../../../lambdas/action/mask';

const maskOf = (...values: string[]) => {
  const mask = new Mask();
  for (const [index, value] of values.entries()) mask.add(`S${index}`, value);
  return mask;
};

/** A key as Secrets Manager holds it; made up. */
const pem = `-----BEGIN PRIVATE KEY-----\n${'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNk\n'.repeat(3)}-----END PRIVATE KEY-----\n`;

describe('a mask', () => {
  it('puts the name in the place of each value, the longer one first', () => {
    const mask = maskOf('abcdefgh', 'abcdefghijkl');
    expect(mask.hide('abcdefgh abcdefghijkl abcdefg')).toBe('[secret S0] [secret S1] abcdefg');
  });

  it('leaves text alone that holds none, and values that are too short to tell', () => {
    expect(maskOf('short').hide('a short text')).toBe('a short text');
    expect(new Mask().hide('text')).toBe('text');
  });

  it('still hides a value that was replaced', () => {
    const mask = new Mask();
    mask.add('TOKEN', 'the-old-value');
    mask.add('TOKEN', 'the-new-value');
    expect(mask.hide('the-old-value the-new-value')).toBe('[secret TOKEN] [secret TOKEN]');
  });

  it.each([
    ['console.log', (value: string) => inspect({ value, list: [value] })],
    ['console.log, nested', (value: string) => inspect({ a: { b: { value } } }, { breakLength: 40 })],
    ['JSON', (value: string) => JSON.stringify({ value })],
    ['a URL', (value: string) => `https://example.com/?key=${encodeURIComponent(value)}`],
    ['lines', (value: string) => value.split('\n').join('\n  | ')],
  ])('hides a key of several lines as %s prints it', (_name, print) => {
    const hidden = maskOf(pem).hide(print(pem));
    expect(hidden).toContain('[secret S0]');
    expect(hidden).not.toContain('QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNk');
  });

  it('hides any value in any text, as it is, as JSON, and in a URL', () => {
    const values = fc.string({ minLength: 8, maxLength: 30, unit: 'grapheme' });
    fc.assert(
      fc.property(values, fc.string(), fc.string(), (value, before, after) => {
        const mask = maskOf(value);
        for (const form of [
          value,
          JSON.stringify(value).slice(1, -1),
          encodeURIComponent(value.toString()),
        ]) {
          expect(mask.find(before + form + after)).toBe('S0');
          expect(mask.find(mask.hide(form))).toBeUndefined();
        }
      }),
    );
  });

  it('makes another of itself', () => {
    const mask = maskOf('abcdefgh', 'ijklmnop', 'short');
    expect(mask.entries()).toEqual([
      ['S0', 'abcdefgh'],
      ['S1', 'ijklmnop'],
    ]);
  });
});
