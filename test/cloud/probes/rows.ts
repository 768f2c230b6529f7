import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../lib/package-root';

/** What AWS does on one of our shapes, and whether ministack as it is does it too. */
export interface ProbeRow {
  /** The function of probes.py that measures it. */
  readonly row: string;
  readonly need: string;
  readonly works: boolean;
  /** Where it does not: the substitution by name, or `unchecked: …`. */
  readonly instead?: string;
}

/** All rows, as measured when the pinned version was taken. */
export function probeRows(): ProbeRow[] {
  return JSON.parse(readFileSync(join(packageRoot(), 'test/cloud/probes/rows.json'), 'utf8'));
}
