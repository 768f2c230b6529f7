import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { packageRoot } from '../../../lib/package-root';
import { pythonEnvironment } from '../python-environment';

// `npm run lint` holds the file to actionlint's rules.

const scratch = mkdtempSync(join(tmpdir(), 'coded-actions-github-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('the example of a deploy from GitHub Actions', () => {
  const deploy = join(packageRoot(), '.github/workflows/deploy.yml');
  let zizmor = '';
  beforeAll(() => {
    zizmor = join(
      pythonEnvironment('github', join(packageRoot(), 'test/e2e/github/requirements.txt')),
      'zizmor',
    );
  }, 300_000);

  function audit(file: string) {
    const config = join(packageRoot(), '.github/zizmor.yml');
    return spawnSync(zizmor, ['--offline', '--no-progress', '--config', config, file], { encoding: 'utf8' });
  }

  it('gives zizmor nothing to say', () => {
    const { status, stdout, stderr } = audit(deploy);
    expect({ status, said: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, said: '' });
  });

  it('would hear of a hole: a script that the title of a pull request can write', () => {
    const text = readFileSync(deploy, 'utf8').replace(
      'run: npm test',
      "run: echo '${{ github.event.pull_request.title }}'",
    );
    const file = join(scratch, 'holes.yml');
    writeFileSync(file, text);

    const { status, stdout } = audit(file);

    expect(status).not.toBe(0);
    expect(stdout).toContain('template-injection');
  });
});

describe('the comment on a pull request', () => {
  /** A repository with one commit on main, and one on top of it that changes `changed` and removes `removed`. */
  function pullRequest(changed: readonly string[], removed: readonly string[] = []): string {
    const folder = mkdtempSync(join(scratch, 'project-'));
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: folder });
    git('init', '--quiet', '--initial-branch', 'main');
    for (const name of [...changed, ...removed, 'untouched']) write(folder, name, 'Before');
    git('add', '.');
    git('commit', '--quiet', '--message', 'before');
    git('tag', 'base');
    for (const name of changed) write(folder, name, 'After');
    for (const name of removed) rmSync(join(folder, 'workflows', name), { recursive: true });
    git('add', '.');
    git('commit', '--quiet', '--message', 'after');
    return folder;
  }

  function write(folder: string, name: string, title: string): void {
    const file = join(folder, 'workflows', name, 'workflow.json');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(
      file,
      JSON.stringify({
        name,
        title,
        objectType: 'contact',
        enrollment: { triggers: [{ event: 'record.created' }] },
        steps: [{ id: 'wait', type: 'delay', for: '3 days', title }],
      }),
    );
    writeFileSync(
      join(folder, 'records.schema.json'),
      JSON.stringify({ objectTypes: { contact: { properties: {} } } }),
    );
  }

  /** Runs the script with our own CLI, and a `cdk` that says `diff`. */
  function comment(folder: string, diff: string, status = 0) {
    const programs = mkdtempSync(join(scratch, 'programs-'));
    writeFileSync(join(programs, 'diff.txt'), diff);
    const npx = join(programs, 'npx');
    writeFileSync(
      npx,
      `#!/usr/bin/env bash
if [ "$1" = cdk ]; then echo "cdk $*" >> "${programs}/calls.txt"; cat "${programs}/diff.txt"; exit ${status}; fi
shift
exec "${process.execPath}" "${join(packageRoot(), 'bin/launch.mjs')}" "${join(packageRoot(), 'bin/coded-actions.ts')}" "$@"
`,
    );
    chmodSync(npx, 0o755);
    symlinkSync(process.execPath, join(programs, 'node'));
    const result = spawnSync(join(packageRoot(), '.github/diff-comment.sh'), {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: `${programs}${delimiter}${process.env.PATH ?? ''}`,
        BASE: 'base',
        STAGE: 'prod',
      },
    });
    return {
      ...result,
      calls: readFileSync(join(programs, 'calls.txt'), 'utf8'),
    };
  }

  it('has the diff, and the graph of each workflow that was touched', () => {
    const folder = pullRequest(['welcome', 'win-back'], ['gone']);

    const { status, stdout, calls } = comment(folder, 'Stack welcome\n[+] ```a``` {{b}}');

    expect(status).toBe(0);
    expect(calls).toContain('diff --all -c stage=prod');
    expect(stdout).toContain(
      '### What this changes in `prod`\n\n````diff\nStack welcome\n[+] ```a``` {{b}}\n````\n',
    );
    expect(stdout.match(/^### .*$/gm)).toEqual([
      '### What this changes in `prod`',
      '### welcome',
      '### win-back',
    ]);
    expect(stdout.match(/```mermaid\n[^`]*After/g)).toHaveLength(2);
  });

  it('is cut to what GitHub takes, and the log has the rest', () => {
    const { status, stdout, stderr } = comment(pullRequest(['welcome']), `${'x'.repeat(79)}\n`.repeat(1000));

    expect(status).toBe(0);
    expect(stdout.length).toBeLessThan(65_536);
    expect(stdout).toContain('Cut after 40000 of 79999 characters');
    expect(stderr.length).toBeGreaterThanOrEqual(79_999);
  });

  it('is not written where the diff cannot be made', () => {
    const { status, stdout, stderr } = comment(pullRequest(['welcome']), 'Need to perform AWS calls', 1);

    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('Need to perform AWS calls');
  });
});
