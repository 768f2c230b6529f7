import { maximumStateNameLength } from './state';

/**
 * The names of states beside the steps' own, unique in the machine: `Finish`, or `Finish (2)` where a step is called
 * `Finish` already. The same calls in the same order give the same names.
 */
export class StateNames {
  private readonly taken: Set<string>;

  /** @param stepNames the names of the steps' own states, which come first */
  constructor(stepNames: Iterable<string>) {
    this.taken = new Set(stepNames);
  }

  /** A name for one of the machine's own states. */
  own(name: string): string {
    return this.unique(name, '');
  }

  /** A name for a further state of a step, such as `Ask the calendar (re-read)`. */
  ofStep(stateName: string, what: string): string {
    return this.unique(stateName, ` (${what})`);
  }

  private unique(name: string, suffix: string): string {
    for (let count = 1; ; count++) {
      const ending = count === 1 ? suffix : `${suffix} (${count})`;
      const candidate = shortened(name, maximumStateNameLength - ending.length) + ending;
      if (!this.taken.has(candidate)) {
        this.taken.add(candidate);
        return candidate;
      }
    }
  }
}

function shortened(name: string, length: number): string {
  if (name.length <= length) return name;
  const kept = name.slice(0, length - 1);
  // No half of a surrogate pair: a state's name is stored as UTF-8.
  return `${kept.replace(/[\ud800-\udbff]$/, '')}…`;
}
