import type { ActionLogFields } from './log-line';
import { native } from './native';

/** How a run ended. `grace` is the second that a returned value leaves to what is still under way. */
export type Ending =
  | { readonly by: 'drained' | 'grace' | 'limit' }
  | { readonly by: 'exit'; readonly code: number; readonly at: Error }
  | { readonly by: 'failure'; readonly thrown: unknown };

/** One run of an action in this thread: the value it has given so far, and its end, of which there is one. */
export class Run {
  /** The first real value: what was given as `outputFields`. */
  value: { readonly outputFields: unknown } | undefined;
  /** What was given in place of a value, in words. */
  remark: string | undefined;
  /** True from the end on; what the run still does is late, and no run's business. */
  ended = false;
  readonly ending: Promise<Ending>;
  #resolve: (ending: Ending) => void = () => {};

  /** @param fields what every line that it logs carries */
  constructor(readonly fields: ActionLogFields) {
    this.ending = new native.Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** Takes a value; only the first counts. */
  give(outputFields: unknown): void {
    this.value ??= { outputFields };
  }

  /** Ends the run, unless it has ended. */
  end(ending: Ending): void {
    if (this.ended) return;
    this.ended = true;
    this.#resolve(ending);
  }
}
