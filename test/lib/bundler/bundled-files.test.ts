import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assetFile, assetHash } from '../../../lib/bundler/asset-folder';
import { CacheLayout } from '../../../lib/bundler/build-record';
import { BundledFiles } from '../../../lib/bundler/bundled-files';
import { newFolder, removeSampleProjects } from './sample-project';

afterAll(removeSampleProjects);

const files = [assetFile('a.js', '1'), assetFile('b.js', '2')];

describe('a bundle', () => {
  it('has the hash of its files', () => {
    expect(new BundledFiles(new CacheLayout(newFolder(), 'key'), files).hash).toBe(assetHash(files));
  });

  it('makes its folder in the cache only when it is asked for', () => {
    const cache = new CacheLayout(newFolder(), 'key');
    const bundle = new BundledFiles(cache, files);
    expect(existsSync(cache.asset(bundle.hash))).toBe(false);
    expect(readdirSync(bundle.directory).sort()).toEqual(['a.js', 'b.js']);
  });

  it('is staged in any folder, and again where somebody edited it there', () => {
    const folder = newFolder();
    const bundle = new BundledFiles(new CacheLayout(newFolder(), 'key'), files);
    const directory = join(folder, 'asset');
    bundle.stageIn(directory);
    writeFileSync(join(directory, 'a.js'), 'X');
    bundle.stageIn(directory);
    expect(readFileSync(join(directory, 'a.js'), 'utf8')).toBe('1');
    expect(readdirSync(folder)).toEqual(['asset']);
  });
});
