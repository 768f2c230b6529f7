import { encode, type SourceMapMappings } from '@jridgewell/sourcemap-codec';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import fc from 'fast-check';
import { ownSourceMap } from '../../../lib/bundler/own-source-map';

const sources = [
  '../../node_modules/dep/index.js',
  '../../workflows/b.ts',
  '../../workflows/a.ts',
  '../../../shared/c.ts',
];
/** The same files as the user knows them; a package's are nobody's. */
const named = [null, 'workflows/b.ts', 'workflows/a.ts', '../shared/c.ts'];

function reduce(mappings: SourceMapMappings) {
  return JSON.parse(
    ownSourceMap({ sources, mappings: encode(mappings) }, '/project/out/1/0.js.map', '/project'),
  );
}

const segment = fc.tuple(fc.nat(60), fc.nat(3), fc.nat(9), fc.nat(9));
const segments = fc
  .uniqueArray(segment, { selector: ([column]) => column, maxLength: 8 })
  .map((line) => line.sort(([one], [other]) => one - other));

describe('ownSourceMap', () => {
  it('names files relative to the project with forward slashes, and those of packages not at all', () => {
    const map = reduce([[[0, 1, 0, 0]], [[9, 0, 0, 0]], [[20, 3, 4, 2]]]);
    expect(map).toMatchObject({
      version: 3,
      sources: ['../shared/c.ts', 'workflows/a.ts', 'workflows/b.ts'],
      names: [],
    });
    expect(JSON.stringify(map)).not.toContain('node_modules');
  });

  it('says of every position of the user’s own code what the whole map says, and of others nothing', () => {
    fc.assert(
      fc.property(fc.array(segments, { minLength: 1, maxLength: 5 }), (lines) => {
        const reduced = new TraceMap(reduce(lines));
        lines.forEach((line, row) => {
          for (const [column, source, originalLine, originalColumn] of line) {
            const found = originalPositionFor(reduced, { line: row + 1, column });
            const expected = named[source] ?? null;
            expect(found.source).toBe(expected);
            if (expected !== null) {
              expect(found).toMatchObject({ line: originalLine + 1, column: originalColumn });
            }
          }
        });
      }),
    );
  });
});
