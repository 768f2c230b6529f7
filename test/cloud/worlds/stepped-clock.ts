import type { Clock } from '../../../lib/local/states';

interface Sleeper {
  readonly time: number;
  /** Whether somebody outside has this long, to complete a pause. */
  readonly outside: boolean;
  readonly wake: () => void;
}

/** Time that stands still until it is moved on to the next sleeper, as in the emulator. */
export class SteppedClock implements Clock {
  private readonly sleepers = new Set<Sleeper>();

  constructor(private time: number) {}

  now(): number {
    return this.time;
  }

  sleepUntil(time: number, signal?: AbortSignal, { outside = false } = {}): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      if (time <= this.time) return resolve();
      const abort = () => {
        this.sleepers.delete(sleeper);
        reject(signal?.reason);
      };
      const sleeper: Sleeper = {
        time,
        outside,
        wake: () => {
          signal?.removeEventListener('abort', abort);
          resolve();
        },
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.sleepers.add(sleeper);
    });
  }

  during<T>(work: Promise<T>): Promise<T> {
    return work;
  }

  /**
   * Goes on to the next sleeper that is due in less than so many seconds, and wakes it.
   *
   * @param expire whether pauses expire too
   * @returns false where there is none
   */
  step(beforeSeconds: number, expire: boolean): boolean {
    const due = [...this.sleepers]
      .filter(({ outside }) => expire || !outside)
      .sort((one, other) => one.time - other.time)[0];
    if (due === undefined || due.time - this.time >= beforeSeconds * 1000) return false;
    this.time = Math.max(this.time, due.time);
    this.sleepers.delete(due);
    due.wake();
    return true;
  }
}
