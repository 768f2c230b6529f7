import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../lib/package-root';

/** Something that ministack cannot do, and what does it in its place. */
export interface Substitution {
  readonly name: string;
  /** The file, without its ending. */
  readonly module: string;
  readonly by: string;
  /** Whether we did not write it: what it shows then counts as checked, else as our belief. */
  readonly independent: boolean;
  readonly reason: string;
  /** What of the pinned versions it takes the place of, or builds on: `package.module:Class.name`. */
  readonly symbols: readonly string[];
}

/** The list that the emulator is started with. */
export function listedSubstitutions(): Substitution[] {
  return JSON.parse(readFileSync(join(packageRoot(), 'test/cloud/substitutions/substitutions.json'), 'utf8'));
}
