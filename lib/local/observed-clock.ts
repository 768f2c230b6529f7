import type { Clock } from './states';

/** A clock that can tell whether anything goes on: it passes everything to another, and counts. */
export class ObservedClock implements Clock {
  private inFlight = 0;
  /** Those that are about to wake. */
  private sleepers = 0;

  /**
   * @param inner the clock that decides
   * @param jumps over what it jumps: a sleeper of that kind is no rest but about to wake
   */
  constructor(
    private readonly inner: Clock,
    private readonly jumps: { readonly inside: boolean; readonly outside: boolean },
  ) {}

  now(): number {
    return this.inner.now();
  }

  async sleepUntil(time: number, signal?: AbortSignal, { outside = false } = {}): Promise<void> {
    const counts = outside ? this.jumps.outside : this.jumps.inside;
    if (counts) this.sleepers++;
    try {
      await this.inner.sleepUntil(time, signal, { outside });
    } finally {
      if (counts) this.sleepers--;
    }
  }

  async during<T>(work: Promise<T>): Promise<T> {
    this.inFlight++;
    try {
      return await this.inner.during(work);
    } finally {
      this.inFlight--;
    }
  }

  /**
   * Resolves when nothing is under way: what there is waits for a time that has to pass, or for someone outside. What
   * runs without waiting runs in microtasks, which are over whenever an immediate comes.
   */
  async settled(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; quiet++) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.inFlight > 0 || this.sleepers > 0) {
        quiet = -1;
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    }
  }
}

/** How many turns of the event loop have to find nothing. */
const QUIET_TURNS = 4;
