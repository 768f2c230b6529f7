import fc from 'fast-check';
import { offsetInString } from '../../../../lib/workflow/source/string-offsets';

/** A character, and a way in which JSON may write it. */
const written = fc.oneof(
  fc.constantFrom(
    ...['"', '\\', '/', '\b', '\f', '\n', '\r', '\t'].map((character) => ({
      character,
      text: character === '/' ? '\\/' : JSON.stringify(character).slice(1, -1),
    })),
  ),
  fc
    .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 })
    .map((character) => ({ character, text: JSON.stringify(character).slice(1, -1) })),
  fc.nat(0xffff).map((code) => ({
    character: String.fromCharCode(code),
    text: `\\u${code.toString(16).padStart(4, '0')}`,
  })),
);

describe('offsetInString', () => {
  it('finds where a character of the value stands in the file', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(written),
        written,
        fc.array(written),
        (prefix, before, one, behind) => {
          const lead = JSON.stringify(prefix);
          const text = `${lead}"${[...before, one, ...behind].map((part) => part.text).join('')}"`;
          const index = before.map((part) => part.character).join('').length;

          const offset = offsetInString(text, lead.length, index);

          expect(text.slice(offset, offset + one.text.length)).toBe(one.text);
          expect(offset).toBe(lead.length + 1 + before.map((part) => part.text).join('').length);
        },
      ),
    );
  });

  it('gives the closing quote behind the last character, and never leaves the file', () => {
    expect(offsetInString('"ab"', 0, 2)).toBe(3);
    expect(offsetInString('"a\\', 0, 9)).toBeLessThanOrEqual(4);
  });
});
