import { distance } from 'fastest-levenshtein';

/** From how many letters on a part of a name stands for it. */
const shortestPart = 3;

/** How far off a candidate is that is not written by a slip; `nearest` takes the least. A slip costs one for a letter. */
const costs = { beginning: 0.9, abbreviation: 1.5, longer: 1.8 } as const;

/**
 * The candidate that the author most likely meant, or nothing when none is near: one letter of a short word may differ,
 * two of a longer one, a third of a long one; letters may be swapped, and the case is free. A word may also be the
 * beginning of the candidate (`lower` for `lowercase`), an abbreviation of it (`cnt` for `count`), or go on behind it
 * (`stringify` for `string`). A `$` in front of a name does not count.
 */
export function nearest(written: string, candidates: Iterable<string>): string | undefined {
  // A word of a thousand letters is nobody's slip, and comparing it is slow.
  if (written.length > 100) return undefined;
  const word = wordOf(written);
  let best: { readonly candidate: string; readonly cost: number } | undefined;
  for (const candidate of candidates) {
    const cost = costOf(word, wordOf(candidate));
    if (cost === undefined || (best !== undefined && best.cost <= cost)) continue;
    best = { candidate, cost };
  }
  return best?.candidate;
}

function wordOf(name: string): string {
  return name.replace(/^\$/, '').toLowerCase();
}

/** How unlikely it is that `candidate` was meant; undefined where it was not. */
function costOf(written: string, candidate: string): number | undefined {
  const found = distanceBetween(written, candidate);
  const ways = found <= tolerated(written.length) ? [found] : [];
  // Of several that could be meant the shortest is: less than any difference between the ways.
  const length = candidate.length / 1000;
  if (written.length >= shortestPart) {
    if (candidate.startsWith(written)) ways.push(costs.beginning + length);
    else if (isAbbreviation(written, candidate)) ways.push(costs.abbreviation + length);
  }
  if (candidate.length > shortestPart && written.startsWith(candidate)) ways.push(costs.longer - length);
  return ways.length === 0 ? undefined : Math.min(...ways);
}

/** How many letters of a word may be wrong. */
function tolerated(length: number): number {
  return length <= 4 ? 1 : Math.max(2, Math.floor(length / 3));
}

/** Whether a word is a longer one without some of its letters, the first of which is there. */
function isAbbreviation(written: string, candidate: string): boolean {
  if (written[0] !== candidate[0] || candidate.length > written.length * 3) return false;
  let next = 0;
  for (const letter of candidate) if (letter === written[next]) next += 1;
  return next === written.length;
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
