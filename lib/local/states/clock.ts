/** Where an interpreter takes its time from. Given by the caller; nothing in this folder reads the machine's own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Resolves when `now()` has reached `time` (milliseconds since the epoch), at once if it has already.
   *
   * @param sleep.outside says that this is how long somebody outside has time: a clock that jumps need not hurry him
   * @throws the signal's reason when the signal aborts first
   */
  sleepUntil(time: number, signal?: AbortSignal, sleep?: { readonly outside?: boolean }): Promise<void>;
  /** Says that real work is under way until the promise settles; virtual time stands still meanwhile. */
  during<T>(work: Promise<T>): Promise<T>;
}

/** The machine's own time. */
export class RealClock implements Clock {
  now(): number {
    return Date.now();
  }

  sleepUntil(time: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      let timer: NodeJS.Timeout | undefined;
      const abort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const wait = () => {
        const left = time - Date.now();
        if (left > 0) {
          timer = setTimeout(wait, Math.min(left, LONGEST_TIMER));
        } else {
          signal?.removeEventListener('abort', abort);
          resolve();
        }
      };
      signal?.addEventListener('abort', abort, { once: true });
      wait();
    });
  }

  during<T>(work: Promise<T>): Promise<T> {
    return work;
  }
}

/** Node's timers hold 31 bits of milliseconds; longer sleeps are taken in pieces. */
const LONGEST_TIMER = 2 ** 31 - 1;

interface Sleeper {
  time: number;
  order: number;
  wake: () => void;
}

/**
 * Time that jumps. While nothing is in flight and everything that can run has run, it goes straight to the next
 * sleeper that is due, wakes it, and lets what follows run before it goes on: the earliest first, among equals the
 * one that went to sleep first. So the order of events depends on the program alone.
 */
export class VirtualClock implements Clock {
  /** Whether it jumps over the time that somebody outside has, too; else that takes its real time. */
  readonly jumpsOutside: boolean;
  private time: number;
  private readonly onJump: ((from: number, to: number) => void) | undefined;
  private readonly sleepers: Sleeper[] = [];
  private inFlight = 0;
  private order = 0;
  private scheduled = false;

  /**
   * @param start where time begins, in milliseconds since the epoch
   * @param options.onJump told of each jump, before what it wakes runs
   * @param options.jumpsOutside false where sleeps of kind `outside` take their real time; true without it
   */
  constructor(
    start: number,
    options: { onJump?: (from: number, to: number) => void; jumpsOutside?: boolean } = {},
  ) {
    this.time = start;
    this.jumpsOutside = options.jumpsOutside ?? true;
    this.onJump = options.onJump;
  }

  now(): number {
    return this.time;
  }

  sleepUntil(time: number, signal?: AbortSignal, { outside = false } = {}): Promise<void> {
    if (outside && !this.jumpsOutside) return this.sleepReally(time, signal);
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const sleeper: Sleeper = {
        time: Math.max(time, this.time),
        order: this.order++,
        wake: () => {
          signal?.removeEventListener('abort', abort);
          resolve();
        },
      };
      const abort = () => {
        this.remove(sleeper);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.add(sleeper);
      this.schedule();
    });
  }

  async during<T>(work: Promise<T>): Promise<T> {
    this.inFlight++;
    try {
      return await work;
    } finally {
      this.inFlight--;
      this.schedule();
    }
  }

  /** Jumps that others make meanwhile do not shorten it. */
  private async sleepReally(time: number, signal: AbortSignal | undefined): Promise<void> {
    await new RealClock().sleepUntil(Date.now() + Math.max(0, time - this.time), signal);
    this.time = Math.max(this.time, time);
  }

  /** Looks again when the promises that are ready have run: immediates come after all of them. */
  private schedule(): void {
    if (this.scheduled || this.inFlight > 0 || this.sleepers.length === 0) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      if (this.inFlight > 0) return;
      const next = this.take();
      if (!next) return;
      if (next.time > this.time) {
        const from = this.time;
        this.time = next.time;
        this.onJump?.(from, next.time);
      }
      next.wake();
      this.schedule();
    });
  }

  /** The sleepers are a binary heap, the next one due at its top. */
  private add(sleeper: Sleeper): void {
    const heap = this.sleepers;
    let at = heap.length;
    heap.push(sleeper);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (!parent || !isBefore(sleeper, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = sleeper;
  }

  private take(): Sleeper | undefined {
    const top = this.sleepers[0];
    if (top) this.removeAt(0);
    return top;
  }

  private remove(sleeper: Sleeper): void {
    const at = this.sleepers.indexOf(sleeper);
    if (at >= 0) this.removeAt(at);
  }

  private removeAt(at: number): void {
    const heap = this.sleepers;
    const last = heap.pop();
    if (!last || at >= heap.length) return;
    let hole = at;
    while (hole > 0) {
      const above = (hole - 1) >> 1;
      const parent = heap[above];
      if (!parent || !isBefore(last, parent)) break;
      heap[hole] = parent;
      hole = above;
    }
    for (;;) {
      let below = 2 * hole + 1;
      let child = heap[below];
      const other = heap[below + 1];
      if (child && other && isBefore(other, child)) {
        child = other;
        below++;
      }
      if (!child || !isBefore(child, last)) break;
      heap[hole] = child;
      hole = below;
    }
    heap[hole] = last;
  }
}

function isBefore(one: Sleeper, other: Sleeper): boolean {
  return one.time < other.time || (one.time === other.time && one.order < other.order);
}
