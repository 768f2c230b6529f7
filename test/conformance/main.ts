import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { packageRoot } from '../../lib/package-root';
import { readCases } from './conformance-case';
import { ourInterpreter } from './replay';
import { score, type Verdict } from './score';
import { wrongInterpreter } from './wrong-interpreter';

/**
 * `npm run conformance -- [folder…] [--wrong]`: replays the recorded cases of each folder; without a folder those of
 * the repository, and the shared ones where they are. Ends with `N passed, N failed, N skipped`; exit status 1 on any
 * failure. `--wrong` scores an interpreter that is wrong on purpose instead.
 */
async function main(parameters: string[]): Promise<void> {
  const wrong = parameters.includes('--wrong');
  const named = parameters.filter((parameter) => !parameter.startsWith('--'));
  const folders = named.length > 0 ? named.map((folder) => resolve(folder)) : defaultFolders();
  const verdicts: Verdict[] = [];
  for (const folder of folders) {
    if (!existsSync(folder)) {
      console.error(
        `There is no folder ${folder}: give one that holds conformance cases, or none for the default.`,
      );
      process.exitCode = 1;
      return;
    }
    const cases = readCases(folder);
    console.log(`${cases.length} cases in ${relative(process.cwd(), folder) || '.'}`);
    verdicts.push(...(await score(cases, wrong ? wrongInterpreter : ourInterpreter)));
  }
  report(verdicts);
  if (verdicts.length === 0 || verdicts.some(({ problems }) => problems.length > 0)) process.exitCode = 1;
}

function defaultFolders(): string[] {
  const own = join(packageRoot(), 'test', 'conformance', 'cases');
  const shared = join(packageRoot(), '..', 'shared', 'conformance', 'asl');
  if (existsSync(shared)) return [own, shared];
  console.log(`The cases recorded from AWS are not here (${shared}): only the repository's own run.`);
  return [own];
}

function report(verdicts: readonly Verdict[]): void {
  for (const { id, problems } of verdicts.filter((v) => v.problems.length > 0)) {
    console.log(`FAILED ${id}\n  ${problems.slice(0, 5).join('\n  ')}`);
  }
  for (const { id, skipped } of verdicts) if (skipped !== undefined) console.log(`skipped ${id}: ${skipped}`);
  const run = verdicts.filter(({ skipped }) => skipped === undefined);
  for (const by of ['folder', 'queryLanguage'] as const) {
    const names = [...new Set(run.map((verdict) => verdict[by]))];
    for (const name of names)
      console.log(
        rate(
          name,
          run.filter((verdict) => verdict[by] === name),
        ),
      );
  }
  const worded = run.filter((v) => v.sameWording !== undefined);
  console.log(
    `causes worded by AWS: ${worded.filter((v) => v.sameWording).length} of ${worded.length} in the same words`,
  );
  console.log(
    `final status and output alone: ${run.filter((v) => v.outcomeRight).length} of ${run.length} right`,
  );
  const failed = run.filter(({ problems }) => problems.length > 0).length;
  console.log(`${run.length - failed} passed, ${failed} failed, ${verdicts.length - run.length} skipped`);
}

function rate(name: string, group: readonly Verdict[]): string {
  const passed = group.filter(({ problems }) => problems.length === 0).length;
  return `${name.padEnd(24)} ${passed} of ${group.length} (${((100 * passed) / group.length).toFixed(1)} %)`;
}

void main(process.argv.slice(2));
