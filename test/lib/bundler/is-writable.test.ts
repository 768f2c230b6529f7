import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isWritable } from '../../../lib/bundler/is-writable';
import { newFolder, removeSampleProjects } from './sample-project';

afterAll(removeSampleProjects);

const asRoot = process.getuid?.() === 0;

describe('isWritable', () => {
  it('is true of a folder, and of one that can be made in it', () => {
    const folder = newFolder();
    expect(isWritable(folder)).toBe(true);
    expect(isWritable(join(folder, 'node_modules', '.cache'))).toBe(true);
  });

  it('is false below a file', () => {
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    expect(isWritable(join(file, 'cache'))).toBe(false);
  });

  // Nothing is closed to root but what is mounted read-only.
  (asRoot ? it.skip : it)('is false in a folder that is closed to writers', () => {
    const closed = join(newFolder(), 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o555);
    expect(isWritable(join(closed, '.cache'))).toBe(false);
  });
});
