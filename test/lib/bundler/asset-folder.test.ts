import { existsSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  type AssetFile,
  assetFile,
  assetFolder,
  assetHash,
  fillFolder,
  holdsFiles,
} from '../../../lib/bundler/asset-folder';
import { CacheLayout } from '../../../lib/bundler/build-record';
import { CacheGoneError } from '../../../lib/bundler/cache-gone-error';
import { sha256 } from '../../../lib/bundler/file-view';
import { newFolder, removeSampleProjects } from './sample-project';

afterAll(removeSampleProjects);

describe('assetHash', () => {
  it('does not depend on the order of files', () => {
    const files = fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z]{1,5}\.js$/), fc.string()), {
      selector: ([name]) => name,
    });
    fc.assert(
      fc.property(files, (entries) => {
        const made = entries.map(([name, content]) => assetFile(name, content));
        expect(assetHash([...made].reverse())).toBe(assetHash(made));
      }),
    );
  });

  it('changes with any name and any byte', () => {
    const hash = assetHash([assetFile('a.js', '1'), assetFile('b.js', '2')]);
    expect(assetHash([assetFile('a.js', '2'), assetFile('b.js', '1')])).not.toBe(hash);
    expect(assetHash([assetFile('c.js', '1'), assetFile('b.js', '2')])).not.toBe(hash);
    expect(assetHash([assetFile('a.js', '1')])).not.toBe(hash);
  });
});

describe('assetFolder', () => {
  it('is a folder named by the hash, from bytes and from files', () => {
    const cache = new CacheLayout(newFolder(), 'key');
    const source = join(newFolder(), 'source.js');
    writeFileSync(source, 'from a file');
    const files = [
      assetFile('a.js', 'é'),
      { name: 'b.js', digest: sha256('from a file'), size: 11, from: { source } },
    ];
    const directory = assetFolder(cache, files);
    expect(directory).toBe(cache.asset(assetHash(files)));
    expect(readdirSync(directory).sort()).toEqual(['a.js', 'b.js']);
    expect(readFileSync(join(directory, 'a.js'), 'utf8')).toBe('é');
    expect(readFileSync(join(directory, 'b.js'), 'utf8')).toBe('from a file');
  });

  it('leaves nothing half done where a file cannot be placed', () => {
    const cache = new CacheLayout(newFolder(), 'key');
    const lost = { name: 'b.js', digest: 'x', size: 1, from: { source: join(newFolder(), 'gone.js') } };
    expect(() => assetFolder(cache, [assetFile('a.js', '1'), lost])).toThrow(CacheGoneError);
    expect(existsSync(join(cache.directory, 'assets'))).toBe(false);
  });
});

describe('a folder', () => {
  const filled = () => {
    const folder = newFolder();
    const source = join(folder, 'source.js');
    writeFileSync(source, 'from a file');
    const files: readonly AssetFile[] = [
      assetFile('a.js', 'some bytes'),
      { name: 'b.js', digest: sha256('from a file'), size: 11, from: { source } },
    ];
    const directory = join(folder, 'asset');
    fillFolder(directory, files, join(folder, 'draft'));
    return { directory, files, folder };
  };

  it('holds the files that it was filled with', () => {
    const { directory, files } = filled();
    expect(holdsFiles(directory, files)).toBe(true);
  });

  it.each<[string, (directory: string) => void]>([
    [
      'bytes that are others, though as many',
      (directory) => writeFileSync(join(directory, 'a.js'), 'SOME BYTES'),
    ],
    ['a file less', (directory) => unlinkSync(join(directory, 'b.js'))],
    ['a file more', (directory) => writeFileSync(join(directory, 'c.js'), '')],
    [
      'another file of the same length in place of a link',
      (directory) => {
        unlinkSync(join(directory, 'b.js'));
        writeFileSync(join(directory, 'b.js'), 'FROM A FILE');
      },
    ],
  ])('does not hold them any more with %s, and is filled again', (_, damage) => {
    const { directory, files, folder } = filled();
    damage(directory);
    expect(holdsFiles(directory, files)).toBe(false);
    fillFolder(directory, files, join(folder, 'draft'));
    expect(holdsFiles(directory, files)).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['asset', 'source.js']);
  });

  it('holds nothing where there is none', () => {
    expect(holdsFiles(join(newFolder(), 'none'), [])).toBe(false);
  });
});
