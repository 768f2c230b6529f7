import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../lib/package-root';

/**
 * A virtual environment under `.venv/` with exactly what a requirements file pins; made on first use, and again when
 * the file has changed.
 *
 * @param name of the environment
 * @param requirements the file, absolute
 * @returns the folder of its programs
 * @throws Error when there is no Python 3 or a package cannot be had
 */
export function pythonEnvironment(name: string, requirements: string): string {
  const folder = join(packageRoot(), '.venv', name);
  const programs = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');
  const installed = join(folder, 'installed.txt');
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return programs;
  mkdirSync(folder, { recursive: true });
  execFileSync('python3', ['-m', 'venv', '--clear', folder], { stdio: 'pipe' });
  execFileSync(join(programs, 'pip'), ['install', '--quiet', '--no-deps', '-r', requirements], {
    stdio: 'pipe',
  });
  writeFileSync(installed, wanted);
  return programs;
}
