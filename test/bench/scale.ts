import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { templateLimits } from '../../lib/stacks/template-limits';
import { writeManyWorkflows } from './synth/many-workflows';
import { assemblyOf, runSynth, type SynthRun } from './synth/run-synth';

const sizes = [50, 100, 200, 300] as const;
const repetitions = 2;

/** How much more the last hundred workflows may cost than the first, each, before growth counts as more than linear. */
const linear = 1.35;

/** The times and the memory of one size; times in ms, memory in MB. */
interface Point {
  readonly workflows: number;
  readonly totalMs: number;
  readonly cpuMs: number;
  readonly peakMb: number;
  /** An unchanged synth after it. */
  readonly againMs: number;
  readonly againCpuMs: number;
  readonly againPeakMb: number;
}

/** Projects of 50 to 300 workflows with 3 actions each: how time and memory of a synth grow, and how large stacks are. */
export async function measure({ json }: { json: boolean }): Promise<Record<string, unknown>> {
  const say = (text: string): void => {
    if (!json) console.log(text);
  };
  const points: Point[] = [];
  let largest = { resources: 0, bytes: 0 };
  for (const workflows of sizes) {
    const project = realpathSync(mkdtempSync(join(tmpdir(), 'bench-scale-')));
    try {
      writeManyWorkflows(project, workflows);
      const point = pointOf(workflows, project);
      points.push(point);
      say(described(point));
      largest = largestTemplate(assemblyOf(project));
    } finally {
      rmSync(project, { recursive: true, force: true });
    }
  }
  const growth = { cold: growthOf(points, 'cpuMs'), again: growthOf(points, 'againCpuMs') };
  say(
    `each further workflow costs ${growth.cold.toFixed(2)} times at 300 what it costs at 100 (unchanged again: ${growth.again.toFixed(2)}); the largest stack has ${largest.resources} resources and ${Math.round(largest.bytes / 1000)} KB`,
  );
  if (Math.max(growth.cold, growth.again) > linear) fail('the time of a synth grows more than linearly');
  if (largest.resources > templateLimits.resources)
    fail(`a stack has more than ${templateLimits.resources} resources`);
  if (largest.bytes > templateLimits.bytes)
    fail(`a template has more than ${templateLimits.bytes / 1000} KB`);
  return {
    scale: {
      points,
      growth,
      largest,
      method: `workflows with a trigger, 3 actions with a secret each, a branch and a delay; each synth a fresh process (node ${process.version}, ${cpus().length} CPUs) with CDK_VALIDATION=false, the better of ${repetitions}; totalMs is wall time with everything, cpuMs what the process computed without esbuild; growth is the CPU time that each workflow adds from 200 to 300 over what each adds from 50 to 100`,
    },
  };
}

function pointOf(workflows: number, project: string): Point {
  const first: SynthRun[] = [];
  const again: SynthRun[] = [];
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    rmSync(join(project, '.coded-actions'), { recursive: true, force: true });
    first.push(runSynth('ours', project));
    again.push(runSynth('ours', project));
  }
  return {
    workflows,
    totalMs: least(first, 'totalMs'),
    cpuMs: least(first, 'cpuMs'),
    peakMb: least(first, 'peakMb'),
    againMs: least(again, 'totalMs'),
    againCpuMs: least(again, 'cpuMs'),
    againPeakMb: least(again, 'peakMb'),
  };
}

function least(runs: readonly SynthRun[], figure: 'totalMs' | 'cpuMs' | 'peakMb'): number {
  return Math.round(Math.min(...runs.map((run) => run[figure])));
}

/** What a workflow adds at the end over what one adds at the beginning: 1 where growth is linear. */
function growthOf(points: readonly Point[], figure: 'cpuMs' | 'againCpuMs'): number {
  const [first, second, third, last] = points;
  if (first === undefined || second === undefined || third === undefined || last === undefined)
    return Number.NaN;
  const each = (from: Point, to: Point) => (to[figure] - from[figure]) / (to.workflows - from.workflows);
  return Number((each(third, last) / each(first, second)).toFixed(2));
}

function largestTemplate(assembly: string): { resources: number; bytes: number } {
  const templates = readdirSync(assembly).filter((name) => name.endsWith('.template.json'));
  const resources = templates.map(
    (name) => Object.keys(JSON.parse(readFileSync(join(assembly, name), 'utf8')).Resources).length,
  );
  const bytes = templates.map((name) => statSync(join(assembly, name)).size);
  return { resources: Math.max(...resources), bytes: Math.max(...bytes) };
}

function described({ workflows, totalMs, cpuMs, peakMb, againMs, againCpuMs, againPeakMb }: Point): string {
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  return `${workflows} workflows: ${seconds(totalMs)} (processor ${seconds(cpuMs)}) and ${peakMb} MB; unchanged again ${seconds(againMs)} (processor ${seconds(againCpuMs)}) and ${againPeakMb} MB`;
}

function fail(reason: string): void {
  console.error(`Out of reach: ${reason}.`);
  process.exitCode = 1;
}
