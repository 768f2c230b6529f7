import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleOwnEntries } from '../../../lib/bundler';
import { packageRoot } from '../../../lib/package-root';

describe('bundleOwnEntries', () => {
  it('makes minified files of a handler and of what it loads later, the same each time', async () => {
    const first = (await bundleOwnEntries(['action']))('action');
    const second = (await bundleOwnEntries(['action']))('action');
    const code = readFileSync(join(first.directory, 'index.js'), 'utf8');
    expect(readdirSync(first.directory)).toEqual([
      'index.js',
      'secrets.part.js',
      'unusual.part.js',
      'worker.part.js',
    ]);
    expect(second).toEqual(first);
    expect(code).toContain('handler');
    expect(code).not.toContain(packageRoot());
    expect(code.split('\n').length).toBeLessThan(code.length / 1000);
  });

  it('makes in one pass what it makes of each alone', async () => {
    const names = ['sweep', 'run-status'];
    const together = await bundleOwnEntries(names);
    for (const name of names) {
      const alone = await bundleOwnEntries([name]);
      expect(together(name).hash).toBe(alone(name).hash);
    }
    expect(together('sweep').hash).not.toBe(together('run-status').hash);
  });

  it('gives no handler that it was not asked for', async () => {
    const handler = await bundleOwnEntries(['sweep']);
    expect(() => handler('run-status')).toThrow('run-status is not among sweep.');
  });

  it('names a handler that does not exist', async () => {
    await expect(bundleOwnEntries(['no-such-handler'])).rejects.toThrow('no-such-handler');
  });
});
