import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Times of one kind, in ms. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** Writes a program, and says where. */
export function script(folder: string, name: string, code: string): string {
  const file = join(folder, `${name}.js`);
  writeFileSync(file, code);
  return file;
}

/**
 * Starts programs in turns, so that what else the machine does meets all of them alike.
 *
 * @param scripts each prints one number
 */
export function timed<Name extends string>(
  node: string,
  scripts: Readonly<Record<Name, string>>,
  starts: number,
  environment: Record<string, string> = {},
): Record<Name, Spread> {
  const samples = new Map<Name, number[]>();
  const names = Object.keys(scripts) as Name[];
  for (let turn = 0; turn < starts; turn += 1) {
    for (const name of names) {
      // A library's deprecation warning is no number.
      const env = { NODE_NO_WARNINGS: '1', ...environment };
      const { stdout, stderr } = spawnSync(node, [scripts[name]], { encoding: 'utf8', env });
      const sample = Number.parseFloat(stdout);
      if (Number.isNaN(sample)) throw new Error(`${name} printed no number: ${stdout}${stderr}`);
      samples.set(name, [...(samples.get(name) ?? []), sample]);
    }
  }
  return Object.fromEntries(names.map((name) => [name, spread(samples.get(name) ?? [])])) as Record<
    Name,
    Spread
  >;
}

/** To a microsecond. */
export function round(milliseconds: number): number {
  return Math.round(milliseconds * 1_000) / 1_000;
}

/** A figure is out of reach: the measurement goes on, and ends with exit status 1. */
export function fail(reason: string): void {
  console.error(`Out of reach: ${reason}.`);
  process.exitCode = 1;
}

function spread(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN);
  return { min: at(0), median: at(0.5), max: at(1) };
}
