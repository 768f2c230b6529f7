import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import {
  type InstallOptions,
  installLibrarySet,
  type RunNpm,
} from '../../../lib/libraries/install-library-set';

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function cache(runNpm: RunNpm): InstallOptions & { readonly installed: string[] } {
  const cacheDirectory = mkdtempSync(join(tmpdir(), 'libraries-'));
  folders.push(cacheDirectory);
  const installed: string[] = [];
  return { cacheDirectory, runNpm, installed, onInstall: (name) => installed.push(name) };
}

/** What npm leaves behind, without npm. */
const npm: RunNpm = async (_words, folder) => {
  mkdirSync(join(folder, 'node_modules', 'axios'), { recursive: true });
  writeFileSync(join(folder, 'node_modules', 'axios', 'index.js'), '');
  return undefined;
};

describe('installLibrarySet', () => {
  it('installs a set once, from its lock, without install scripts', async () => {
    const asked: (readonly string[])[] = [];
    const options = cache(async (words, folder) => {
      asked.push(words, readdirSync(folder).sort());
      return npm(words, folder);
    });

    const first = await installLibrarySet('hubspot', options);
    const second = await installLibrarySet('hubspot', options);

    expect(second).toBe(first);
    expect(basename(first)).toBe('node_modules');
    expect(readdirSync(first)).toEqual(['axios']);
    expect(options.installed).toEqual(['hubspot']);
    expect(asked).toEqual([
      expect.arrayContaining(['ci', '--ignore-scripts']),
      ['package-lock.json', 'package.json'],
    ]);
  });

  it('keeps sets apart', async () => {
    const options = cache(npm);

    const folders = [
      await installLibrarySet('hubspot', options),
      await installLibrarySet('hubspot-v3', options),
    ];

    expect(new Set(folders).size).toBe(2);
  });

  it('gives every caller the same whole set when many install at once', async () => {
    const options = cache(async (words, folder) => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
      return npm(words, folder);
    });

    const paths = await Promise.all([...Array(8)].map(() => installLibrarySet('hubspot', options)));

    expect(new Set(paths).size).toBe(1);
    expect(readdirSync(options.cacheDirectory)).toHaveLength(1);
  });

  it.each([
    ['there is no network', 'code ENOTFOUND', false, /connection/],
    ['there is no npm', 'spawn npm ENOENT', true, /Install npm/],
    ['npm refuses', 'code EUSAGE', false, /npm install/],
  ])('says what to do when %s, and leaves nothing behind', async (_what, said, isMissing, remedy) => {
    const options = cache(async () => ({ said, isMissing }));

    await expect(installLibrarySet('hubspot', options)).rejects.toMatchObject({
      code: 'library-set',
      message: expect.stringContaining(said),
      remedy: expect.stringMatching(remedy),
    });
    expect(readdirSync(options.cacheDirectory)).toEqual([]);
  });

  it('sweeps away what an installation that was killed left long ago', async () => {
    const options = cache(npm);
    const left = (name: string, age: number) => {
      mkdirSync(join(options.cacheDirectory, name));
      const time = Date.now() / 1_000 - age;
      utimesSync(join(options.cacheDirectory, name), time, time);
    };
    left('hubspot-1.old.draft', 7_200);
    left('hubspot-1.young.draft', 60);

    const path = await installLibrarySet('hubspot', options);

    expect(readdirSync(options.cacheDirectory).sort()).toEqual(
      ['hubspot-1.young.draft', basename(dirname(path))].sort(),
    );
  });
});

describe('the sets that are shipped', () => {
  const sets = ['hubspot', 'hubspot-v3'].map((name) => {
    const read = (file: string) =>
      JSON.parse(readFileSync(join(__dirname, '../../../lib/libraries/sets', name, file), 'utf8'));
    return { manifest: read('manifest.json'), lock: read('lock.json') };
  });

  it.each(sets)('are locked whole, with a hash of each package and no registry', ({ manifest, lock }) => {
    const { '': root, ...packages } = lock.packages;
    expect(root.dependencies).toEqual(manifest.dependencies);
    for (const [path, entry] of Object.entries<Record<string, unknown>>(packages)) {
      expect([path, entry.integrity]).toEqual([path, expect.stringMatching(/^sha512-/)]);
      expect(entry.resolved).toBeUndefined();
    }
  });

  it('differ in the api-client and axios alone', () => {
    const versions = sets.map(({ manifest, lock }) =>
      Object.keys(manifest.dependencies).map(
        (name) => `${name} ${lock.packages[`node_modules/${name}`].version}`,
      ),
    );
    const [later = [], third = []] = versions;

    expect(later.filter((one) => !third.includes(one)).map((one) => one.replace(/\..*/, ''))).toEqual([
      '@hubspot/api-client 10',
      'axios 1',
    ]);
    expect(third.filter((one) => !later.includes(one)).map((one) => one.replace(/(\.\d).*/, '$1'))).toEqual([
      '@hubspot/api-client 3.4',
      'axios 0.2',
    ]);
  });
});
