import nodeTimers from 'node:timers';

/** One timer of an action. */
interface Tracked {
  readonly repeats: boolean;
  readonly ofModule: boolean;
}

/**
 * Knows every timer that an action has set, since Node has no list of them. Timers of Node's own (of its HTTP client,
 * of `node:timers/promises`) are not among them.
 */
export class ActionTimers {
  private readonly live = new Map<NodeJS.Timeout, Tracked>();

  /**
   * Takes the place of the global timer functions, for good.
   *
   * @param ofModule says whether a timer that is set now is the module's
   */
  install(ofModule: () => boolean): void {
    const { live } = this;
    const track = (set: typeof setTimeout, repeats: boolean) =>
      function tracked(callback: (...args: unknown[]) => void, delay?: number, ...args: unknown[]) {
        if (typeof callback !== 'function') return set(callback, delay, ...args);
        const timer = set(
          function fired(this: NodeJS.Timeout, ...given: unknown[]) {
            if (!repeats) live.delete(timer);
            return Reflect.apply(callback, this, given);
          },
          delay,
          ...args,
        );
        live.set(timer, { repeats, ofModule: ofModule() });
        return timer;
      };
    const untrack = (clear: typeof clearTimeout) =>
      function untracked(timer: NodeJS.Timeout | string | number | undefined) {
        if (typeof timer === 'object') live.delete(timer);
        return clear(timer);
      };
    for (const [name, replacement] of Object.entries({
      setTimeout: track(nodeTimers.setTimeout, false),
      setInterval: track(nodeTimers.setInterval as typeof setTimeout, true),
      clearTimeout: untrack(nodeTimers.clearTimeout),
      clearInterval: untrack(nodeTimers.clearInterval),
    })) {
      const original = Reflect.get(nodeTimers, name);
      // util.promisify finds the promise form of a timer function under a symbol of it
      Object.defineProperties(replacement, Object.getOwnPropertyDescriptors(original));
      Reflect.set(globalThis, name, replacement);
      Reflect.set(nodeTimers, name, replacement);
    }
  }

  /**
   * Clears what a run that has ended should not leave: timers that repeat, and with `all` those too that wait to fire
   * once. A module's timer that keeps nothing alive, and a one-shot one that does not (an HTTP client's), stay.
   */
  clear(all: boolean): void {
    for (const [timer, { repeats, ofModule }] of this.live) {
      if (ofModule && !timer.hasRef()) continue;
      if (!repeats && !(all && timer.hasRef())) continue;
      clearTimeout(timer);
      this.live.delete(timer);
    }
  }
}
