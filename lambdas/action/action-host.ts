import { ActionLog, logConsole } from './action-log';
import { type ActionHandler, bundleFile, loadAction } from './action-module';
import { callAction } from './call-action';
import { conclude } from './conclude';
import { drainsWithin, onDrained } from './drain';
import { activeHandles, ParkedHandles } from './handles';
import type { Answer, Host, HostSetting, RunRequest } from './host';
import { catchErrors, catchExits } from './intercept';
import { native } from './native';
import { maskStandardStreams } from './output';
import * as parts from './parts';
import { type Ending, Run } from './run';
import { Scope } from './scope';
import { noteSurroundings, restoreSurroundings } from './surroundings';
import { ActionTimers } from './timers';

/** How long a loop that was told to stop may take. */
const stopMs = 50;
/** How long before the time limit the abort signal fires, at most. */
const longestNoticeMs = 1_000;

/** Runs an action in this thread. There is at most one in a thread, since it takes over much of it. */
export class ActionHost implements Host {
  readonly #scope = new Scope();
  readonly #timers = new ActionTimers(() => this.#scope.isModule);
  readonly #parked = new ParkedHandles();
  readonly #setting: HostSetting;
  readonly #file: string;
  readonly #log: ActionLog;
  #handler: ActionHandler | undefined;
  #isSpent = false;
  #hasNotedOpen = false;

  constructor(setting: HostSetting) {
    const { folder, mask } = setting;
    this.#setting = setting;
    this.#file = bundleFile(folder);
    this.#log = new ActionLog(mask, this.#file);
    maskStandardStreams(mask);
    logConsole(this.#scope, this.#log);
    catchExits(this.#scope);
    catchErrors(this.#scope, (thrown) => this.#noteLateError(thrown));
  }

  async run(request: RunRequest): Promise<Answer & { readonly spent: boolean }> {
    const run = new Run(request.fields);
    this.#scope.current = run;
    this.#timers.beginRun();
    this.#parked.unpark();
    const before = activeHandles();
    let surroundings = noteSurroundings();
    const stopWatching = onDrained(() => run.end({ by: 'drained' }));
    const limit = native.setTimeout(() => run.end({ by: 'limit' }), request.limitMs).unref();
    const abort = new native.AbortController();
    const notice = request.limitMs - Math.min(longestNoticeMs, request.limitMs / 10);
    const noticeTimer = native
      .setTimeout(() => abort.abort(parts.unusual().timeLimitNear(this.#setting.declaration)), notice)
      .unref();

    void this.#scope.enter(run, async () => {
      try {
        if (this.#handler === undefined) {
          this.#handler = await this.#scope.enterModule(() => loadAction(this.#file, this.#setting.compiled));
          // What the module did to the process as it loaded stays: it loads only once.
          surroundings = noteSurroundings();
        }
        await callAction(this.#handler, run, request, abort.signal, { ...this.#setting, log: this.#log });
      } catch (thrown) {
        run.end({ by: 'failure', thrown });
      }
    });
    const ending = await run.ending;

    stopWatching();
    native.clearTimeout(limit);
    native.clearTimeout(noticeTimer);
    const answer = conclude(ending, run, request, {
      ...this.#setting,
      log: this.#log,
      file: this.#file,
      isLoaded: this.#handler !== undefined,
    });
    await this.#cleanUp(run, ending, before);
    restoreSurroundings(surroundings);
    this.#scope.current = undefined;
    return { ...answer, spent: this.#isSpent };
  }

  dispose(): void {
    // A thread cannot be emptied: its loop has been told to stop, and what it still does is no run's business.
    delete require.cache[this.#file];
    this.#handler = undefined;
  }

  /** Leaves nothing of the run behind; where that cannot be, the host is spent. */
  async #cleanUp(run: Run, ending: Ending, before: readonly object[]): Promise<void> {
    if (this.#handler === undefined || ending.by === 'limit') this.#isSpent = true;
    if (ending.by === 'drained') return this.#timers.endRun('drained');
    const left = activeHandles();
    if (ending.by === 'grace') {
      this.#noteOpenAfterReturn(run);
      this.#timers.endRun('given');
      this.#parked.park(left);
    } else {
      this.#timers.endRun('cut');
      const own = left.filter((handle) => !before.includes(handle));
      for (const handle of own) parts.unusual().closeHandle(handle);
      this.#parked.park(left.filter((handle) => before.includes(handle)));
      // A module may hold what has just been closed.
      if (own.length > 0) this.#isSpent = true;
    }
    if (!(await drainsWithin(stopMs))) this.#isSpent = true;
  }

  /** Said once: a connection that a module holds is right, and work that nobody awaits is lost. */
  #noteOpenAfterReturn(run: Run): void {
    if (this.#hasNotedOpen) return;
    this.#hasNotedOpen = true;
    this.#log.write(run.fields, 'INFO', parts.unusual().openAfterReturn());
  }

  #noteLateError(thrown: unknown): void {
    const run = this.#scope.owner;
    // What was closed at the end of a run complains to that run.
    if (run !== undefined && run === this.#scope.current) return;
    if (run === undefined) this.#isSpent = true;
    const text = parts.unusual().lateError(thrown, (said) => this.#setting.mask.hide(said));
    this.#log.write(run?.fields ?? {}, 'ERROR', text, { late: true });
  }
}
