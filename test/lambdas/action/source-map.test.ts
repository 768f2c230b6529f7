import { SourceMap as NodeSourceMap } from 'node:module';
import { transformSync } from 'esbuild';
import { originalPlace, type SourceMap } from '../../../lambdas/action/source-map';

/** A source with names, long lines and columns past 32, so that every kind of digit occurs in its map. */
const source = Array.from(
  { length: 200 },
  (_, index) =>
    `export function step${index}(first: number, second: string) { const ${'x'.repeat(index % 70)}y = first; return [y, second, () => { throw new Error('${index}'); }]; }`,
)
  .join('\n')
  .replaceAll(/return \[y/g, 'return [first');
const { code, map: text } = transformSync(source, {
  loader: 'ts',
  minify: true,
  sourcemap: true,
  sourcefile: 'workflows/a/b.ts',
});
const map: SourceMap = JSON.parse(text);

describe('a source map', () => {
  it("finds every place where Node's own reader finds it", () => {
    const node = new NodeSourceMap(JSON.parse(text));
    for (const [index, line] of code.split('\n').entries()) {
      for (let column = 0; column < line.length; column += 7) {
        const { originalLine, originalColumn } = node.findEntry(index, column) as {
          originalLine: number;
          originalColumn: number;
        };
        expect(originalPlace(map, index + 1, column + 1)).toEqual({
          file: 'workflows/a/b.ts',
          line: originalLine + 1,
          column: originalColumn + 1,
        });
      }
    }
  });

  it.each<[string, SourceMap, number, number, unknown]>([
    ['nothing before the first segment of a line', { sources: ['a.ts'], mappings: 'EAAA' }, 1, 1, undefined],
    ['nothing on a line that has none', { sources: ['a.ts'], mappings: 'AAAA;;AACA' }, 2, 5, undefined],
    ['nothing where a segment names no source', { sources: ['a.ts'], mappings: 'AAAA,E' }, 1, 9, undefined],
    ['nothing past the end', { sources: ['a.ts'], mappings: 'AAAA' }, 9, 1, undefined],
    ['nothing where the source is left out', { sources: [null], mappings: 'AAAA' }, 1, 1, undefined],
    [
      'a place with the root, and without steps upward',
      { sources: ['../a.ts'], sourceRoot: '../', mappings: 'AAAA' },
      1,
      1,
      { file: 'a.ts', line: 1, column: 1 },
    ],
  ])('says %s', (_name, small, line, column, place) => {
    expect(originalPlace(small, line, column)).toEqual(place);
  });
});
