/** States that one after the other may run before timers, sockets and signals get their turn. */
const STATES_IN_A_ROW = 64;

/**
 * Keeps machines that never wait from shutting everything else out: what runs without waiting runs in microtasks, and
 * the event loop turns only when none is left. Counted in states, not in time, so that the order of events stays a
 * matter of the program alone.
 */
export class Pace {
  private left = STATES_IN_A_ROW;

  /** Counts one more state; true where it must give way first. */
  isDue(): boolean {
    if (--this.left > 0) return false;
    this.left = STATES_IN_A_ROW;
    return true;
  }
}

/** Resolves when the event loop has turned once. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
