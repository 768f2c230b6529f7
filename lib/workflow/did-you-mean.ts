import { distance } from 'fastest-levenshtein';

/** From how many letters on the beginning of a name stands for it. */
const shortestBeginning = 3;

/**
 * The candidate that the author most likely meant, or nothing when none is near: one letter of a short word may differ,
 * two of a longer one, a third of a long one; letters may be swapped, and the case is free. Where none is as near as
 * that, the shortest that begins with what is written.
 */
export function nearest(written: string, candidates: Iterable<string>): string | undefined {
  // A word of a thousand letters is nobody's slip, and comparing it is slow.
  if (written.length > 100) return undefined;
  const names = [...candidates];
  let best: string | undefined;
  let bestDistance = (written.length <= 3 ? 1 : Math.max(2, Math.floor(written.length / 3))) + 1;
  for (const candidate of names) {
    const found = distanceBetween(written.toLowerCase(), candidate.toLowerCase());
    if (found < bestDistance) {
      best = candidate;
      bestDistance = found;
    }
  }
  return best ?? shortestBeginningWith(written.toLowerCase(), names);
}

function shortestBeginningWith(written: string, candidates: readonly string[]): string | undefined {
  if (written.replace(/^\$/, '').length < shortestBeginning) return undefined;
  return candidates
    .filter((candidate) => candidate.toLowerCase().startsWith(written))
    .reduce<string | undefined>(
      (best, candidate) => (best === undefined || candidate.length < best.length ? candidate : best),
      undefined,
    );
}

/** How many letters differ. Words of the same letters in another order are one slip apart. */
function distanceBetween(a: string, b: string): number {
  if (a === b) return 0;
  return a.length === b.length && sortedLetters(a) === sortedLetters(b) ? 1 : distance(a, b);
}

function sortedLetters(word: string): string {
  return [...word].sort().join('');
}

/**
 * The remedy for a name that is not known: the name that was meant, or else those that there are.
 *
 * @param kind what the candidates are, in the plural: `step types`
 */
export function didYouMean(written: string, candidates: Iterable<string>, kind: string): string {
  const names = [...candidates];
  const meant = nearest(written, names);
  if (meant !== undefined) return `Did you mean \`${meant}\`?`;
  if (names.length === 0) return `There are no ${kind}.`;
  return `The ${kind} are ${listNames(names)}.`;
}

/** Names in back-quotes, in their order; the first twenty of many. */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, 20).map((name) => `\`${name}\``);
  const rest = names.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}
