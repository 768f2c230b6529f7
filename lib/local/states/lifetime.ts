import type { Clock } from './clock';

/**
 * How long an execution may take, in milliseconds, by its type: "Maximum execution time" ("Quotas related to state
 * machine executions").
 */
export const MAXIMUM_EXECUTION_TIME = { STANDARD: 365 * 86_400_000, EXPRESS: 300_000 } as const;

/**
 * The clock of one execution, which ends at a time: whoever would sleep beyond it ends the execution then. Nobody watches
 * for the end meanwhile, so that time which jumps does not jump there while an execution waits for someone outside.
 */
export class Lifetime implements Clock {
  /**
   * @param end milliseconds since the epoch
   * @param onEnd aborts all that sleeps
   */
  constructor(
    private readonly clock: Clock,
    private readonly end: number,
    private readonly onEnd: () => void,
  ) {}

  now(): number {
    return this.clock.now();
  }

  async sleepUntil(
    time: number,
    signal?: AbortSignal,
    sleep?: { readonly outside?: boolean },
  ): Promise<void> {
    if (time <= this.end) return this.clock.sleepUntil(time, signal, sleep);
    await this.clock.sleepUntil(this.end, signal, sleep);
    this.onEnd();
    signal?.throwIfAborted();
    // The sleeper is of an execution that is over.
    return new Promise(() => {});
  }

  during<T>(work: Promise<T>): Promise<T> {
    return this.clock.during(work);
  }
}
