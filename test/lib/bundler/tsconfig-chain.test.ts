import { join } from 'node:path';
import { tsconfigChain } from '../../../lib/bundler/tsconfig-chain';
import { removeSampleProjects, sampleProject } from './sample-project';

afterAll(removeSampleProjects);

describe('tsconfigChain', () => {
  it('follows extends by path, by package and in a list, comments and all', () => {
    const project = sampleProject({
      'w/tsconfig.json': '{ // why\n "extends": ["../one", "@company/base/tsconfig.json",], }',
      'one.json': '{"compilerOptions":{"paths":{"a":["./one"]}}}',
      'node_modules/@company/base/package.json': '{"name":"@company/base"}',
      'node_modules/@company/base/tsconfig.json': '{"compilerOptions":{"paths":{"a":["./base"]}}}',
    });
    const { files, mapping } = tsconfigChain(join(project, 'w/tsconfig.json'));
    expect([...files].sort()).toEqual(
      ['node_modules/@company/base/tsconfig.json', 'one.json', 'w/tsconfig.json'].map((file) =>
        join(project, file),
      ),
    );
    // The last of several wins (TypeScript's documentation, "TSConfig Reference: extends").
    expect(mapping.paths).toEqual({ a: ['./base'] });
    expect(mapping.pathsBase).toBe(join(project, 'node_modules/@company/base'));
  });

  it('lets the extending file win, and takes baseUrl for the base of paths', () => {
    const project = sampleProject({
      'tsconfig.json': '{"extends":"./base.json","compilerOptions":{"paths":{"a":["./mine"]}}}',
      'base.json': '{"compilerOptions":{"baseUrl":"./src","paths":{"a":["./theirs"]}}}',
    });
    expect(tsconfigChain(join(project, 'tsconfig.json')).mapping).toEqual({
      baseUrl: join(project, 'src'),
      pathsBase: join(project, 'src'),
      paths: { a: ['./mine'] },
    });
  });

  it.each([
    ['in a circle', '{"extends":"./tsconfig.json"}'],
    ['to nowhere', '{"extends":"./nowhere.json"}'],
    ['to no package', '{"extends":"nobody"}'],
    ['from no object', '[1'],
  ])('ends where it leads %s', (_where, content) => {
    const project = sampleProject({ 'tsconfig.json': content });
    expect(tsconfigChain(join(project, 'tsconfig.json')).mapping.paths).toEqual({});
  });
});
