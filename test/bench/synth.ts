import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeHundredActions } from './synth/hundred-actions';
import { runSynth, type SynthRun } from './synth/run-synth';

/** How many times faster than `NodejsFunction`: what we mean to reach. */
const wanted = 20;

/** NodejsFunction takes minutes. */
const rounds = 2;
const oursEachRound = 3;

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
    const first: SynthRun[] = [];
    const second: SynthRun[] = [];
    const theirs: SynthRun[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (let repetition = 0; repetition < oursEachRound; repetition += 1) {
        rmSync(join(project, '.coded-actions'), { recursive: true, force: true });
        first.push(runSynth('ours', project));
        second.push(runSynth('ours', project));
      }
      say(`coded-actions, ${first.length} times: ${described(first)}; unchanged again: ${described(second)}`);
      theirs.push(runSynth('nodejs-function', project));
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

/** Whole ms. */
function summary(runs: readonly SynthRun[]): Record<string, unknown> {
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

function described(runs: readonly SynthRun[]): string {
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
  const totals = runs.map(({ totalMs }) => totalMs);
  return `${seconds(median(runs, 'totalMs'))} (${seconds(Math.min(...totals))} to ${seconds(Math.max(...totals))})`;
}

function median(runs: readonly SynthRun[], figure: 'totalMs' | 'constructMs' | 'synthMs'): number {
  const sorted = runs.map((run) => run[figure]).sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

function fail(reason: string): void {
  console.error(`Out of reach: ${reason}.`);
  process.exitCode = 1;
}
