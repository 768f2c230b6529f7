import { listen } from './listeners';
import { native } from './native';

/**
 * Calls `listener` once, when nothing keeps the event loop alive any more. AWS's runtime client keeps nothing alive
 * while it awaits a handler, so that Node's `beforeExit` is exactly that moment (checked with aws-lambda-ric 4).
 *
 * @returns a function that takes the request back
 */
export function onDrained(listener: () => void): () => void {
  const stop = listen('beforeExit', () => {
    stop();
    listener();
  });
  // `beforeExit` comes again only after the loop has had something to do.
  native.setImmediate(() => {});
  return stop;
}

/** True if the loop drains within that time. */
export function drainsWithin(milliseconds: number): Promise<boolean> {
  return new native.Promise((resolve) => {
    const timer = native
      .setTimeout(() => {
        stop();
        resolve(false);
      }, milliseconds)
      .unref();
    const stop = onDrained(() => {
      native.clearTimeout(timer);
      resolve(true);
    });
  });
}
