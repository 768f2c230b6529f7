import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { librariesInProject } from '../../../lib/libraries/libraries-in-project';

describe('librariesInProject', () => {
  const folder = mkdtempSync(join(tmpdir(), 'libraries-in-project-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('links a set into the project, under the same name on every machine', () => {
    const nodeModules = join(folder, 'cache', 'hubspot-1', 'node_modules');
    mkdirSync(join(nodeModules, 'axios', 'lib'), { recursive: true });
    mkdirSync(join(nodeModules, '.bin'));
    writeFileSync(join(nodeModules, 'axios', 'lib', 'a.js'), 'code');
    symlinkSync('../axios/lib/a.js', join(nodeModules, '.bin', 'a'));
    const project = join(folder, 'project');
    mkdirSync(project);

    const first = librariesInProject(nodeModules, project);
    const second = librariesInProject(nodeModules, project);

    expect(first).toBe(join(project, '.coded-actions', 'libraries', 'hubspot-1', 'node_modules'));
    expect(second).toBe(first);
    expect(readFileSync(join(first, '.bin', 'a'), 'utf8')).toBe('code');
    expect(statSync(join(first, 'axios', 'lib', 'a.js')).nlink).toBe(2);
    expect(readdirSync(join(project, '.coded-actions', 'libraries'))).toEqual(['hubspot-1']);
    expect(existsSync(join(nodeModules, 'axios', 'lib', 'a.js'))).toBe(true);
  });
});
