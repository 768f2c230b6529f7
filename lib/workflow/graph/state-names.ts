import type { OutlinedStep } from '../outline';

/** The longest name that a state can have ("Amazon States Language", "State fields"). */
const maximumLength = 80;

/**
 * The name of each step's state: its title, or its id where it has none, made unique, and 80 characters at most. Line
 * breaks and other control characters are blanks.
 */
export function stateNames(steps: readonly OutlinedStep[]): ReadonlyMap<OutlinedStep, string> {
  const counts = new Map<string, number>();
  const wanted = steps.map((step) => ({ step, name: wantedName(step) }));
  for (const { name } of wanted) counts.set(name, (counts.get(name) ?? 0) + 1);

  const taken = new Set<string>();
  const names = new Map<OutlinedStep, string>();
  const assign = (step: OutlinedStep, name: string) => {
    taken.add(name);
    names.set(step, name);
  };
  for (const { step, name } of wanted) if (counts.get(name) === 1) assign(step, name);
  for (const { step, name } of wanted) {
    if (names.has(step)) continue;
    let candidate = withSuffix(name, ` (${step.id ?? ''})`);
    for (let count = 2; taken.has(candidate); count++)
      candidate = withSuffix(name, ` (${step.id ?? ''}, ${count})`);
    assign(step, candidate);
  }
  return names;
}

function wantedName({ step, id }: OutlinedStep): string {
  const title = (step?.title ?? '').replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return withSuffix(title === '' ? (id ?? '') : title, '');
}

/** A name and what follows it, in the length that a state's name can have. */
function withSuffix(name: string, suffix: string): string {
  if (name.length + suffix.length <= maximumLength) return name + suffix;
  const kept = name.slice(0, maximumLength - suffix.length - 1);
  // No half of a surrogate pair: a state's name is stored as UTF-8.
  return `${kept.replace(/[\ud800-\udbff]$/, '').trimEnd()}…${suffix}`;
}
