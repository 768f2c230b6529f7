import { distance } from 'fastest-levenshtein';
import { listNames } from '../workflow/did-you-mean';

/**
 * The remedy for an id of a callback that there is not: the one that waits and was most likely meant, or else those that
 * wait. Ids are long and made by machines: what is typed is a part of one, or a copy with a slip, or names what is in one.
 */
export function nearCallback(written: string, waiting: readonly string[]): string {
  const parts = written.split(':');
  const ways: ((id: string) => boolean)[] = [
    (id) => id.includes(written),
    (id) => distance(written, id) <= Math.max(2, Math.floor(id.length / 10)),
    (id) => id.split(':').some((part) => part.length > 2 && parts.includes(part)),
    () => true,
  ];
  const near = ways.map((isNear) => waiting.filter(isNear)).find((found) => found.length > 0) ?? [];
  if (near.length === 0) return 'No run waits.';
  return near.length === 1 ? `Did you mean \`${near[0]}\`? It waits.` : `These wait: ${listNames(near)}.`;
}
