import fc from 'fast-check';
import { SourceText } from '../../../../lib/workflow/source/source-text';

describe('SourceText', () => {
  it.each([
    ['abc', 0, 1, 1],
    ['abc', 3, 1, 4],
    ['a\nb', 2, 2, 1],
    ['a\r\nb', 3, 2, 1],
    ['a\rb', 2, 2, 1],
    ['a\n\nb', 2, 2, 1],
    ['a\n', 2, 2, 1],
    ['abc', 99, 1, 4],
    ['abc', -1, 1, 1],
    ['', 0, 1, 1],
  ])('gives for %j at %i line %i, column %i', (text, offset, line, column) => {
    expect(new SourceText('f', text).locationAt(offset)).toEqual({ file: 'f', line, column });
  });

  it('agrees with counting line by line', () => {
    const text = fc.array(fc.constantFrom('a', '\n', '\r\n', '😀', '\t')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.nat(60), (source, at) => {
        const offset = Math.min(at, source.length);
        const before = source.slice(0, offset);
        // Between \r and \n an offset is still on the line that they end.
        fc.pre(!(before.endsWith('\r') && source.charAt(offset) === '\n'));
        const lines = before.split(/\r\n|\n/);

        expect(new SourceText('f', source).locationAt(offset)).toEqual({
          file: 'f',
          line: lines.length,
          column: (lines.at(-1) ?? '').length + 1,
        });
      }),
    );
  });
});
