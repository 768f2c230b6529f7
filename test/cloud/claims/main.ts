import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../lib/package-root';
import { isShownBy, type TestRun } from './test-run';
import { verifiedDocument } from './verified-document';

/**
 * Compares docs/verified.md with what a run of `npm run test:cloud` showed, or writes it: the arguments are `check` or
 * `write`, and the file with the run.
 */
function main([deed, runFile = '']: readonly string[]): void {
  const run: readonly TestRun[] = JSON.parse(readFileSync(runFile, 'utf8'));
  const file = join(packageRoot(), 'docs/verified.md');
  const made = verifiedDocument((claim) => isShownBy(run, claim));
  if (deed === 'write') {
    writeFileSync(file, made);
    return;
  }
  if (existsSync(file) && readFileSync(file, 'utf8') === made) return;
  console.error(
    'docs/verified.md is not what this run shows. Write it anew, and look at what has changed: WRITE_VERIFIED=1 npm run test:cloud',
  );
  process.exitCode = 1;
}

main(process.argv.slice(2));
