import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../lib/package-root';

/** One synth in a process of its own. Times in ms. */
export interface SynthRun {
  /** From the start of the process to its end: loading, bundling, constructing, synth. */
  readonly totalMs: number;
  readonly constructMs: number;
  readonly synthMs: number;
  /** What the process itself computed, without esbuild's. */
  readonly cpuMs: number;
  /** The most memory that the process had, in MB. */
  readonly peakMb: number;
  /** Bundles that were written. */
  readonly built: number;
}

/** The folder of the assembly that `runSynth` writes. */
export function assemblyOf(project: string): string {
  return join(project, 'cdk.out');
}

/**
 * Synthesizes a project from the sources, with the validator off.
 *
 * @param app the entry beside this file, without `.ts`
 * @throws Error where the synth failed, with what it printed
 */
export function runSynth(app: 'ours' | 'nodejs-function', project: string): SynthRun {
  const outdir = assemblyOf(project);
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
  const { constructMs, synthMs, cpuMs, peakMb } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}');
  return { totalMs, constructMs, synthMs, cpuMs, peakMb, built: builtSince(project, startedAt) };
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
