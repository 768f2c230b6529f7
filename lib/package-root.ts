import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder of this package, found by walking up from the running file: the same from a test, from a launched
 * bundle in `node_modules/.cache`, and from a published `dist`.
 *
 * @throws Error when no package.json named `coded-actions` stands above this file.
 */
export function packageRoot(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === 'coded-actions') return folder;
  }
  throw new Error(`No package.json of coded-actions stands above ${__dirname}.`);
}
