import { basename } from 'node:path';
import { buildSync } from 'esbuild';
import { ownBuildOptions } from '../../../lib/bundler/build-options';
import { ownEntrySources } from '../../../lib/bundler/bundle-own-entries';
import { packageRoot } from '../../../lib/package-root';

/** A share of what a cold start reads: its bytes, minified, and why every cold start reads it. */
export interface Share {
  readonly part: string;
  readonly bytes: number;
  readonly why: string;
}

/** What the wrapper's modules are there for, by what they do together. */
const reasons: readonly {
  readonly part: string;
  readonly modules: readonly string[];
  readonly why: string;
}[] = [
  {
    part: 'load the action',
    modules: ['index', 'action-module', 'action-contract', 'action-marks', 'parts', 'worker-argument'],
    why: 'its declaration, its code compiled ahead of the first run, and the handler in it, of either form',
  },
  {
    part: 'choose who runs it',
    modules: ['handler', 'native'],
    why: 'one run after the other, the time limit, secrets into the environment, a worker once a thread is spoiled',
  },
  {
    part: 'run it to its end',
    modules: ['action-host', 'run', 'drain', 'call-action', 'event', 'given-value'],
    why: "HubSpot's event and callback, and the end of a run once the event loop is empty",
  },
  {
    part: 'own its errors',
    modules: ['scope', 'intercept', 'listeners'],
    why: 'listeners stand before the code runs: a throw in a timer, a rejection, process.exit are their own run’s',
  },
  {
    part: 'undo what it did',
    modules: ['timers', 'handles', 'surroundings'],
    why: 'noted before the code runs: timers, connections, environment, console, working folder of one run are not the next’s',
  },
  {
    part: 'write its log',
    modules: ['action-log', 'log-line', 'output'],
    why: 'console lines with the run’s fields; every way to the standard streams stands open from the first line of the code on',
  },
  {
    part: 'hide secrets',
    modules: ['mask'],
    why: "also without secrets of its own: a function's own AWS keys are in its environment",
  },
  {
    part: 'check the outputs',
    modules: ['plain-outputs', 'conclude'],
    why: 'that they are plainly what the step declares; whatever else they are is read when it is met',
  },
  {
    part: 'read secrets',
    modules: ['secrets', 'secrets.part', 'signature', 'failure'],
    why: 'one signed request for each, and no SDK',
  },
];

/**
 * What one file of the wrapper consists of, most bytes first.
 *
 * @throws Error for a module that nobody has given a reason for
 */
export function composition(file: string): readonly Share[] {
  const { metafile } = buildSync({
    ...ownBuildOptions(),
    metafile: true,
    absWorkingDir: packageRoot(),
    entryPoints: [...ownEntrySources('action')],
    outdir: 'wrapper',
    write: false,
  });
  const output = metafile.outputs[`wrapper/${file}`];
  if (output === undefined) throw new Error(`The wrapper has no file ${file}.`);
  const bytes = new Map(reasons.map(({ part }) => [part, 0]));
  for (const [module, { bytesInOutput }] of Object.entries(output.inputs)) {
    const part = partOf(basename(module, '.ts'));
    bytes.set(part, (bytes.get(part) ?? 0) + bytesInOutput);
  }
  const inModules = [...bytes.values()].reduce((sum, one) => sum + one, 0);
  const shares = reasons
    .map(({ part, why }) => ({ part, why, bytes: bytes.get(part) ?? 0 }))
    .filter((share) => share.bytes > 0)
    .sort((a, b) => b.bytes - a.bytes);
  return [
    ...shares,
    { part: 'between them', bytes: output.bytes - inModules, why: 'what esbuild writes around modules' },
  ];
}

function partOf(module: string): string {
  const found = reasons.find(({ modules }) => modules.includes(module));
  if (found === undefined) throw new Error(`Why does a cold start read ${module}? Say it in composition.ts.`);
  return found.part;
}
