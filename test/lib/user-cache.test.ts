import { homedir } from 'node:os';
import { join } from 'node:path';
import { userCache } from '../../lib/user-cache';

describe('userCache', () => {
  it.each([
    ['where the environment says', { XDG_CACHE_HOME: '/var/caches' }, '/var/caches/coded-actions'],
    ['in the home folder where it says nothing', {}, join(homedir(), '.cache', 'coded-actions')],
    // "All paths … must be absolute. If … relative … ignore it" (XDG Base Directory Specification).
    [
      'in the home folder where it is relative',
      { XDG_CACHE_HOME: 'x' },
      join(homedir(), '.cache', 'coded-actions'),
    ],
  ])('is %s', (_where, environment, folder) => {
    expect(userCache(environment)).toBe(folder);
  });
});
