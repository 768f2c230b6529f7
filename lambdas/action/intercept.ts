import { listen } from './listeners';
import { native } from './native';
import type { Scope } from './scope';

/** What a call of `process.exit` throws, so that nothing after it is done. It is nobody's error. */
const exitSentinel = new Error('The action called process.exit().');

/**
 * Catches what an action throws outside its handler, and gives it to the run that began the work in which it happened,
 * however late it comes. What is not the action's ends the process, as it would without a listener.
 *
 * @param late called with an error that belongs to no run under way: of a run that has ended, or of the module between
 *   runs
 */
export function catchErrors(scope: Scope, late: (thrown: unknown) => void): void {
  const caught = (thrown: unknown) => {
    if (thrown === exitSentinel) return;
    const run = scope.owner;
    if (run !== undefined && !run.ended) return run.end({ by: 'failure', thrown });
    if (scope.isAction) return late(thrown);
    for (const stop of stops) stop();
    native.setImmediate(() => {
      throw thrown;
    });
  };
  const stops = ['uncaughtException', 'unhandledRejection'].map((event) => listen(event, caught));
}

/** `process.exit` and its like end the run that calls them, not the process, which other runs need. */
export function catchExits(scope: Scope): void {
  for (const name of ['exit', 'abort', 'reallyExit']) {
    const original: unknown = Reflect.get(process, name);
    Reflect.set(process, name, (code?: unknown) => {
      const run = scope.owner;
      if (run === undefined)
        return typeof original === 'function' && Reflect.apply(original, process, [code]);
      const ended = name === 'abort' ? 134 : Number(code ?? process.exitCode ?? 0);
      run.end({ by: 'exit', code: ended, at: new Error('here') });
      throw exitSentinel;
    });
  }
}
