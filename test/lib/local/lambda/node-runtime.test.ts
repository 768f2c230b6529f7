import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNodeRuntime } from '../../../../lib/local/lambda/node-runtime';

const folder = mkdtempSync(join(tmpdir(), 'node-runtime-'));
const { PATH, NVM_DIR } = process.env;

beforeEach(() => {
  process.env.PATH = join(folder, 'bin');
  process.env.NVM_DIR = join(folder, 'nvm');
});
afterEach(() => {
  process.env.PATH = PATH;
  if (NVM_DIR === undefined) delete process.env.NVM_DIR;
  else process.env.NVM_DIR = NVM_DIR;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A stand-in for a Node binary that only tells its version. */
function install(path: string, version: string): string {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `#!/bin/sh\necho v${version}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe('the Node of a runtime', () => {
  it('is the running one where that is of the same major', () => {
    const { version } = process.versions.node ? { version: process.versions.node } : { version: '' };
    expect(findNodeRuntime(`nodejs${version.split('.')[0]}.x`, [])).toEqual({
      path: process.execPath,
      version,
      matches: true,
    });
  });

  it('is the running one, and said not to match, where none of its major is here', () => {
    expect(findNodeRuntime('nodejs99.x', [folder])).toEqual({
      path: process.execPath,
      version: process.versions.node,
      matches: false,
    });
  });

  it.each([['node'], [`node-${process.platform}-${process.arch}`]])(
    'is the package %s in a folder',
    (name) => {
      const project = mkdtempSync(join(folder, 'project-'));
      const path = install(join(project, 'node_modules', name, 'bin', 'node'), '98.1.0');
      writeFileSync(
        join(project, 'node_modules', name, 'package.json'),
        JSON.stringify({ name, version: '98.1.0' }),
      );
      expect(findNodeRuntime('nodejs98.x', [folder, project])).toEqual({
        path,
        version: '98.1.0',
        matches: true,
      });
    },
  );

  it('is a binary of its name on the PATH', () => {
    const path = install(join(folder, 'bin', 'node97'), '97.2.3');
    expect(findNodeRuntime('nodejs97.x', [])).toEqual({ path, version: '97.2.3', matches: true });
  });

  it('is the newest of its major that nvm installed', () => {
    install(join(folder, 'nvm', 'versions', 'node', 'v96.9.0', 'bin', 'node'), '96.9.0');
    const path = install(join(folder, 'nvm', 'versions', 'node', 'v96.10.0', 'bin', 'node'), '96.10.0');
    expect(findNodeRuntime('nodejs96.x', [])).toEqual({ path, version: '96.10.0', matches: true });
  });
});
