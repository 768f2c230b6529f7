import { importCandidates, isRelative, packageName } from '../../../lib/bundler/import-candidates';

describe('importCandidates', () => {
  it.each([
    ['an extension', './b', '/p/w/b.ts'],
    ['a folder’s index', './b', '/p/w/b/index.js'],
    ['a folder’s package.json', './b', '/p/w/b/package.json'],
    ['TypeScript beside the JavaScript that is named', './b.js', '/p/w/b.ts'],
    ['TypeScript beside an ES module', './b.mjs', '/p/w/b.mts'],
    ['the file as it is named', '../b.json', '/p/b.json'],
    ['an extension after a dot that is none', './b.config', '/p/w/b.config.js'],
    ['a nearer package', 'dep/part', '/p/w/node_modules/dep'],
    ['a farther package', '@scope/dep/part', '/node_modules/@scope/dep'],
  ])('looks for %s', (_what, specifier, candidate) => {
    expect(importCandidates('/p/w/a.ts', specifier, undefined)).toContain(candidate);
  });

  it('follows the paths and the base of a tsconfig', () => {
    const mapping = {
      baseUrl: '/p/base',
      pathsBase: '/p/base',
      paths: { '@/*': ['./first/*', './second/*'], exact: ['./exact/file'], '*.tail': ['./tail/*'] },
    };
    const of = (specifier: string) => importCandidates('/p/w/a.ts', specifier, mapping);
    expect(of('@/x/y')).toEqual(
      expect.arrayContaining(['/p/base/first/x/y.ts', '/p/base/second/x/y/index.ts']),
    );
    expect(of('exact')).toContain('/p/base/exact/file.js');
    expect(of('x.tail')).toContain('/p/base/tail/x.ts');
    expect(of('plain')).toContain('/p/base/plain.ts');
    expect(of('plain').join()).not.toContain('first');
    expect(of('./b').join()).not.toContain('base');
  });

  it('does not look for packages inside a folder of packages itself', () => {
    const candidates = importCandidates('/p/node_modules/dep/index.js', 'other', undefined);
    expect(candidates).toEqual([
      '/p/node_modules/dep/node_modules/other',
      '/p/node_modules/other',
      '/node_modules/other',
    ]);
  });
});

describe('isRelative', () => {
  it.each(['.', '..', './a', '../a', '/a', 'C:\\a', 'C:/a'])('takes %s for a path', (specifier) => {
    expect(isRelative(specifier)).toBe(true);
  });

  it.each(['a', '@a/b', '#a', '.a', 'node:fs', 'https://a.b'])('takes %s for no path', (specifier) => {
    expect(isRelative(specifier)).toBe(false);
  });
});

describe('packageName', () => {
  it.each([
    ['a', 'a'],
    ['a/b/c', 'a'],
    ['@s/a', '@s/a'],
    ['@s/a/b.js', '@s/a'],
  ])('of %s is %s', (specifier, name) => {
    expect(packageName(specifier)).toBe(name);
  });
});
