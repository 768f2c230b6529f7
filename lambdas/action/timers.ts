/** The module as `require` gives it, whose functions are put in others' places. */
const nodeTimers = process.getBuiltinModule('node:timers');

/** What Node's `Timeout` and `Immediate` have in common. */
interface Timer {
  hasRef(): boolean;
  ref(): unknown;
  unref(): unknown;
}

/** One timer of an action. */
interface Tracked {
  readonly repeats: boolean;
  readonly ofModule: boolean;
  clear(): void;
}

type TimerFunction = (...args: unknown[]) => unknown;

const kinds = [
  { set: 'setTimeout', clear: 'clearTimeout', repeats: false },
  { set: 'setInterval', clear: 'clearInterval', repeats: true },
  { set: 'setImmediate', clear: 'clearImmediate', repeats: false },
] as const;

/**
 * Knows every timer that an action has set, since Node has no list of them. Timers of Node's own (of its HTTP client,
 * of `node:timers/promises`) are not among them.
 */
export class ActionTimers {
  readonly #live = new Map<Timer, Tracked>();
  #parked: Timer[] = [];

  /**
   * Takes the place of the global timer functions, for good.
   *
   * @param ofModule says whether a timer that is set now is the module's
   */
  constructor(ofModule: () => boolean) {
    const live = this.#live;
    for (const kind of kinds) {
      const set = nodeTimers[kind.set] as TimerFunction;
      const clear = nodeTimers[kind.clear] as TimerFunction;
      replace(kind.set, (callback, ...args) => {
        if (typeof callback !== 'function') return set(callback, ...args);
        const timer = set(
          function fired(this: unknown, ...given: unknown[]) {
            if (!kind.repeats) live.delete(timer);
            return Reflect.apply(callback, this, given);
          },
          ...args,
        ) as Timer;
        live.set(timer, { repeats: kind.repeats, ofModule: ofModule(), clear: () => clear(timer) });
        return timer;
      });
      replace(kind.clear, (timer) => {
        live.delete(timer as Timer);
        return clear(timer);
      });
    }
  }

  /**
   * Clears what a run leaves at its end. When the loop has drained, those are timers that repeat: one that fires once
   * and keeps nothing alive may be a library's. When a value was given, also those that would keep the loop alive; when
   * the run was cut off, all. A module's timers stay, since it loads only once, and keep nothing alive between runs.
   */
  endRun(ending: 'drained' | 'given' | 'cut'): void {
    for (const [timer, { repeats, ofModule, clear }] of this.#live) {
      if (ofModule) {
        if (timer.hasRef()) this.#parked.push(timer);
        timer.unref();
      } else if (repeats || ending === 'cut' || (ending === 'given' && timer.hasRef())) {
        clear();
        this.#live.delete(timer);
      }
    }
  }

  /** Makes a module's timers keep the loop alive again, as they did before. */
  beginRun(): void {
    for (const timer of this.#parked) if (this.#live.has(timer)) timer.ref();
    this.#parked = [];
  }
}

function replace(name: (typeof kinds)[number]['set' | 'clear'], by: TimerFunction): void {
  // util.promisify finds the promise form of a timer function under a symbol of it.
  const replacement = Object.defineProperties(by, Object.getOwnPropertyDescriptors(nodeTimers[name]));
  Reflect.set(globalThis, name, replacement);
  Reflect.set(nodeTimers, name, replacement);
}
