import type { Metafile } from 'esbuild';
import {
  isPackageFile,
  ownImportOf,
  reachableInputs,
  requiresOfAwaiting,
} from '../../../lib/bundler/reachable-inputs';

type Import = Metafile['inputs'][string]['imports'][number];

function metafile(inputs: Readonly<Record<string, readonly Import[]>>): Metafile {
  return {
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([file, imports]) => [file, { bytes: 1, imports: [...imports] }]),
    ),
    outputs: {},
  };
}

const statement = (path: string, original = path): Import => ({ path, kind: 'import-statement', original });
const call = (path: string): Import => ({ path, kind: 'require-call', original: path });
const outside = (path: string): Import => ({ path, kind: 'require-call', external: true });

describe('reachableInputs', () => {
  it('gives what an entry reaches, circles and all, and nothing of its neighbors', () => {
    const all = metafile({ a: [statement('b')], b: [call('a'), statement('c')], c: [], d: [statement('c')] });
    expect(reachableInputs(all, 'a')).toEqual({ files: ['a', 'b', 'c'], byPattern: false });
    expect(reachableInputs(all, 'd').files).toEqual(['c', 'd']);
  });

  it('tells an import by pattern from what stays outside', () => {
    expect(reachableInputs(metafile({ a: [outside('fs')] }), 'a').byPattern).toBe(false);
    expect(reachableInputs(metafile({ a: [outside('./texts/*.js')] }), 'a').byPattern).toBe(true);
  });
});

describe('requiresOfAwaiting', () => {
  it('finds require of a file that awaits, or statically imports one that does', () => {
    const all = metafile({
      a: [call('b'), call('d'), { path: 'c', kind: 'dynamic-import' }, statement('c')],
      b: [statement('c')],
      c: [],
      d: [],
    });
    expect(requiresOfAwaiting(all, ['a', 'b', 'c', 'd'], ['c'])).toEqual([{ importer: 'a', specifier: 'b' }]);
    expect(requiresOfAwaiting(all, ['a', 'b', 'c', 'd'], [])).toEqual([]);
  });
});

describe('ownImportOf', () => {
  it('is the import by which the user’s code comes to a file of a package', () => {
    const all = metafile({
      'w/a.js': [statement('w/b.js', './b')],
      'w/b.js': [statement('node_modules/outer/i.js', 'outer')],
      'node_modules/outer/i.js': [statement('node_modules/inner/i.js', 'inner')],
      'node_modules/inner/i.js': [],
    });
    expect(ownImportOf(all, 'w/a.js', 'node_modules/inner/i.js')).toEqual({
      importer: 'w/b.js',
      specifier: 'outer',
    });
    expect(ownImportOf(all, 'w/a.js', 'node_modules/other/i.js')).toBeUndefined();
  });
});

describe('isPackageFile', () => {
  it.each([
    ['node_modules/a/i.js', true],
    ['../../node_modules/a/i.js', true],
    ['w\\node_modules\\a\\i.js', true],
    ['w/node_modules.js', false],
    ['w/a.js', false],
  ])('of %s is %s', (file, expected) => {
    expect(isPackageFile(file)).toBe(expected);
  });
});
