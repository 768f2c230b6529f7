import type { Visit } from './visit';

/** How {@link runTogether} goes about it. */
export interface Together {
  /** How many at a time at most; all when left out. */
  maxConcurrency?: number;
  /** Called with the failure that ends it all, once everything has stopped. */
  onFailure?: (error: unknown, index: number) => void;
}

/** What a sibling's failure aborts the others with. */
export class SiblingFailed extends Error {}

const SIBLING_FAILED = new SiblingFailed('Another branch or iteration failed');

/**
 * Runs what a Parallel or a Map runs, started in order; the first failure stops the others and is thrown when all
 * have stopped.
 */
export async function runTogether<T>(
  visit: Visit,
  work: readonly ((signal: AbortSignal) => Promise<T>)[],
  { maxConcurrency = work.length, onFailure }: Together = {},
): Promise<T[]> {
  const stopping = new AbortController();
  const stop = () => stopping.abort(visit.signal.reason);
  if (visit.signal.aborted) stop();
  visit.signal.addEventListener('abort', stop, { once: true });
  const results: T[] = new Array(work.length);
  let failure: { error: unknown; index: number } | undefined;
  let next = 0;
  const runner = async () => {
    while (next < work.length && !stopping.signal.aborted) {
      const index = next++;
      try {
        const result = await work[index]?.(stopping.signal);
        if (result !== undefined) results[index] = result;
      } catch (error) {
        if (failure || stopping.signal.aborted) return;
        failure = { error, index };
        stopping.abort(SIBLING_FAILED);
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(Math.max(1, maxConcurrency), work.length) }, runner));
  } finally {
    visit.signal.removeEventListener('abort', stop);
  }
  visit.signal.throwIfAborted();
  if (failure) {
    onFailure?.(failure.error, failure.index);
    throw failure.error;
  }
  return results;
}
