/**
 * What the wrapper needs now and then, in files of their own beside it: V8 would otherwise read them at every cold
 * start, on a fraction of a processor. Nothing is shared with them but what they are given and marks by
 * `Symbol.for`: each file has copies of the small modules that it imports.
 */

/** Whatever is not the plain success of a run. */
export function unusual(): typeof import('./unusual.part') {
  return require('./unusual.part');
}

/** Reads secrets; for steps that declare some. */
export function secrets(): typeof import('./secrets.part') {
  return require('./secrets.part');
}

/** Runs an action in a thread of its own, once this thread cannot be trusted with it. */
export function worker(): typeof import('./worker.part') {
  return require('./worker.part');
}
