import { AsyncLocalStorage } from 'node:async_hooks';
import { Run } from './run';

/** Marks what an action's module does while it loads, and what it left behind then: it belongs to every run. */
const moduleScope = Symbol('module');
const storage = new AsyncLocalStorage<Run | typeof moduleScope>();

/** To whom code that runs now belongs: asynchronous work belongs to the run that began it, for ever. */
export class Scope {
  /** The run that is under way in this thread. */
  current: Run | undefined;

  /** Calls `body`, whose work and all that follows from it belong to `run`. */
  enter<T>(run: Run, body: () => T): T {
    return storage.run(run, body);
  }

  /** Calls `body`, whose work belongs to the module. */
  enterModule<T>(body: () => T): T {
    return storage.run(moduleScope, body);
  }

  /** True for what belongs to a module, not to one of its runs. */
  get isModule(): boolean {
    return storage.getStore() === moduleScope;
  }

  /** The run to which this moment belongs: perhaps one that has ended; none between runs. */
  get owner(): Run | undefined {
    const store = storage.getStore();
    return store instanceof Run ? store : this.current;
  }

  /** True where it is certain that this moment is the action's doing, whether or not a run is under way. */
  get isAction(): boolean {
    return storage.getStore() !== undefined;
  }
}
