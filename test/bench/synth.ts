import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../lib/package-root';
import { writeHundredActions } from './synth/hundred-actions';

/** How many times faster than `NodejsFunction`: what we mean to reach. */
const wanted = 20;

/** NodejsFunction takes minutes. */
const rounds = 2;
const oursEachRound = 3;

/** One synth in a process of its own. Times in ms. */
interface Run {
  /** From the start of the process to its end: loading, bundling, constructing, synth. */
  readonly totalMs: number;
  readonly constructMs: number;
  readonly synthMs: number;
  /** Bundles that were written. */
  readonly built: number;
}

/**
 * A synth of 100 actions by this product (their state machines, roles, rules and logs too), against the same 100 files
 * as `NodejsFunction` and nothing else; and by this product again with nothing changed.
 */
export async function measure({ json }: { json: boolean }): Promise<Record<string, unknown>> {
  const say = (text: string): void => {
    if (!json) console.log(text);
  };
  const project = realpathSync(mkdtempSync(join(tmpdir(), 'bench-synth-')));
  try {
    writeHundredActions(project);
    const first: Run[] = [];
    const second: Run[] = [];
    const theirs: Run[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (let repetition = 0; repetition < oursEachRound; repetition += 1) {
        rmSync(join(project, '.coded-actions'), { recursive: true, force: true });
        first.push(synth('ours', project));
        second.push(synth('ours', project));
      }
      say(`coded-actions, ${first.length} times: ${described(first)}; unchanged again: ${described(second)}`);
      theirs.push(synth('nodejs-function', project));
      say(`NodejsFunction, ${theirs.length} times: ${described(theirs)}`);
    }
    const ratio = median(theirs, 'totalMs') / median(first, 'totalMs');
    const built = Math.max(...second.map((run) => run.built));
    say(`${ratio.toFixed(1)} times as fast; a second, unchanged synth bundled ${built} actions`);
    if (ratio < wanted) fail(`less than ${wanted} times as fast`);
    if (built > 0) fail('an unchanged synth bundled again');
    return {
      synth: {
        ratio: Number(ratio.toFixed(1)),
        ours: summary(first),
        nodejsFunction: summary(theirs),
        second: { ...summary(second), built },
        method: `100 actions in 10 workflows; each synth a fresh process (node ${process.version}, ${cpus().length} CPUs), wall time from its start to its end (a busy machine slows ours more: it computes where the other waits for processes), CDK_VALIDATION=false on both sides; ours from an empty cache ${first.length} times, NodejsFunction ${theirs.length} times, in turns; ratio of the medians. Ours makes state machines, roles, rules and log groups too.`,
      },
    };
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

function synth(app: 'ours' | 'nodejs-function', project: string): Run {
  const outdir = join(project, 'cdk.out');
  rmSync(outdir, { recursive: true, force: true });
  const root = packageRoot();
  const entry = join(root, 'test', 'bench', 'synth', `${app}.ts`);
  const startedAt = Date.now();
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'bin', 'launch.mjs'), entry, project, outdir],
    { cwd: project, encoding: 'utf8', env: { ...process.env, CDK_VALIDATION: 'false' } },
  );
  const totalMs = performance.now() - started;
  if (status !== 0) throw new Error(`The synth by ${entry} failed:\n${stderr}${stdout}`);
  const { constructMs, synthMs } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}');
  return { totalMs, constructMs, synthMs, built: builtSince(project, startedAt) };
}

/** A bundle that is built is written, even over an equal one: the files tell, not the product. */
function builtSince(project: string, time: number): number {
  const folder = join(project, '.coded-actions', 'bundles', 'content');
  try {
    return readdirSync(folder).filter((name) => statSync(join(folder, name)).mtimeMs >= time).length;
  } catch {
    return 0;
  }
}

/** Whole ms. */
function summary(runs: readonly Run[]): Record<string, unknown> {
  const totals = runs.map(({ totalMs }) => totalMs);
  return {
    runs: runs.length,
    medianMs: Math.round(median(runs, 'totalMs')),
    minMs: Math.round(Math.min(...totals)),
    maxMs: Math.round(Math.max(...totals)),
    medianConstructMs: Math.round(median(runs, 'constructMs')),
    medianSynthMs: Math.round(median(runs, 'synthMs')),
  };
}

function described(runs: readonly Run[]): string {
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
  const totals = runs.map(({ totalMs }) => totalMs);
  return `${seconds(median(runs, 'totalMs'))} (${seconds(Math.min(...totals))} to ${seconds(Math.max(...totals))})`;
}

function median(runs: readonly Run[], figure: 'totalMs' | 'constructMs' | 'synthMs'): number {
  const sorted = runs.map((run) => run[figure]).sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

function fail(reason: string): void {
  console.error(`Out of reach: ${reason}.`);
  process.exitCode = 1;
}
