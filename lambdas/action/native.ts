/**
 * Node's own, taken before an action can put others in their place (bluebird as the global `Promise`, a test's timers).
 * Whatever the wrapper needs while or after an action runs, it takes from here.
 */
export const native = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setImmediate: globalThis.setImmediate,
  Promise: globalThis.Promise,
  AbortController: globalThis.AbortController,
  now: Date.now,
} as const;

export type Native = typeof native;
