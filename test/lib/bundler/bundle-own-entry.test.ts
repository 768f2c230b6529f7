import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleOwnEntry } from '../../../lib/bundler';
import { packageRoot } from '../../../lib/package-root';

describe('bundleOwnEntry', () => {
  it('makes minified files of a handler and of what it loads later, the same each time', async () => {
    const first = await bundleOwnEntry('action');
    const second = await bundleOwnEntry('action');
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

  it('names a handler that does not exist', async () => {
    await expect(bundleOwnEntry('no-such-handler')).rejects.toThrow('no-such-handler');
  });
});
