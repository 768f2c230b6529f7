import { existsSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { markUsed, sweepCache } from '../../../lib/bundler/cache-upkeep';
import { newFolder, put, removeSampleProjects } from './sample-project';

afterAll(removeSampleProjects);

const day = 24 * 60 * 60;

function aged(folder: string, path: string, days: number): string {
  put(folder, `${path}/file`, 'content');
  const time = Date.now() / 1000 - days * day;
  utimesSync(join(folder, path), time, time);
  return join(folder, path);
}

describe('sweepCache', () => {
  it.each([
    ['assets/old', 40, false],
    ['assets/in-use', 20, true],
    ['scratch/killed', 2, false],
    ['scratch/at-work', 0.5, true],
  ])('of %s, last used %s days ago, leaves it: %s', (path, days, stays) => {
    const cache = newFolder();
    const made = aged(cache, path, days);
    sweepCache(cache);
    expect(existsSync(made)).toBe(stays);
  });

  it('does nothing where there is no cache', () => {
    expect(() => sweepCache(join(newFolder(), 'none'))).not.toThrow();
  });
});

describe('markUsed', () => {
  it('makes an old entry a young one, so that a sweep leaves it', () => {
    const cache = newFolder();
    const made = aged(cache, 'assets/old', 40);
    markUsed(made, statSync(made));
    sweepCache(cache);
    expect(existsSync(made)).toBe(true);
  });
});
