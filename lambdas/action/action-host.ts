import { join } from 'node:path';
import {
  type ActionDeclaration,
  type ActionInvocation,
  actionBundle,
} from '../../lib/workflow/action-contract';
import { ActionLog, logConsole } from './action-log';
import { type ActionHandler, loadAction } from './action-module';
import { classify } from './classify';
import { describeFailure } from './describe-failure';
import { drainsWithin, onDrained } from './drain';
import { durationSeconds } from './duration';
import { hubspotEvent } from './event';
import { ActionFailure, type Failure } from './failure';
import { type Given, givenByCallback, givenByReturn } from './given-value';
import { activeHandles, closeHandle, ParkedHandles } from './handles';
import type { ActionLogFields, LogLevel } from './log-line';
import type { Mask } from './mask';
import { maskStandardStreams } from './output';
import { checkOutputs, executionState, expirationDuration } from './outputs';
import { type Ending, Run } from './run';
import { Scope } from './scope';
import { SourcePlaces } from './source-places';
import { noteSurroundings, restoreSurroundings } from './surroundings';
import { readThrown } from './thrown';
import { ActionTimers } from './timers';

/** How long what a returned value left open may keep a run (DESIGN.md, section 6). */
const graceMs = 1_000;
/** How long a loop that was told to stop may take. */
const stopMs = 50;
/** HubSpot's own default of a block ("Custom workflow actions"). */
const defaultExpirySeconds = 7 * 86_400;

const { setTimeout, clearTimeout } = globalThis;

/** What a host is asked to do; plain data, since it may travel to a worker. */
export interface RunRequest {
  readonly invocation: ActionInvocation;
  readonly fields: ActionLogFields;
  /** How long the run may take, in milliseconds. */
  readonly limitMs: number;
}

/** What became of it. `spent` says that this host cannot be trusted with another run. */
export interface RunAnswer {
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly failure?: Failure;
  readonly spent: boolean;
}

/** Runs an action. */
export interface Host {
  run(request: RunRequest): Promise<RunAnswer>;
  /** Frees what it holds; it is asked nothing more. */
  dispose(): void;
}

/** Runs an action in this thread, one invocation after the other. There is at most one in a thread. */
export class ActionHost implements Host {
  private readonly scope = new Scope();
  private readonly timers = new ActionTimers();
  private readonly parked = new ParkedHandles();
  private readonly places: SourcePlaces;
  private readonly log: ActionLog;
  private handler: ActionHandler | undefined;
  private isSpent = false;

  /**
   * @param folder where the bundle lies
   * @param portalId HubSpot's id of the account, for `event.origin`
   */
  constructor(
    private readonly declaration: ActionDeclaration,
    private readonly folder: string,
    private readonly portalId: number,
    private readonly mask: Mask,
  ) {
    this.places = new SourcePlaces(join(folder, actionBundle.commonJs));
    this.log = new ActionLog(mask, this.places);
    this.timers.install(() => this.scope.isModule);
    maskStandardStreams(mask);
    logConsole(this.scope, this.log);
    this.catchErrors();
    this.catchExits();
  }

  async run(request: RunRequest): Promise<RunAnswer> {
    const run = new Run(request.fields);
    this.scope.current = run;
    this.parked.unpark();
    const before = activeHandles();
    let surroundings = noteSurroundings();
    const stopWatching = onDrained(() => run.end({ by: 'drained' }));
    const limit = setTimeout(() => run.end({ by: 'limit' }), request.limitMs).unref();
    const abort = new AbortController();
    const warning = Math.max(0, request.limitMs - Math.min(1_000, request.limitMs / 10));
    const abortion = setTimeout(
      () => abort.abort(new ActionFailure('The time limit is near.')),
      warning,
    ).unref();

    void this.scope.enter(run, async () => {
      try {
        if (this.handler === undefined) {
          this.handler = await this.load();
          surroundings = noteSurroundings();
        }
        await this.call(this.handler, run, request, abort.signal);
      } catch (thrown) {
        run.end({ by: 'failure', thrown });
      }
    });
    const ending = await run.ending;

    stopWatching();
    clearTimeout(limit);
    clearTimeout(abortion);
    const answer = this.answer(run, ending, request);
    await this.cleanUp(run, ending, before);
    restoreSurroundings(surroundings);
    this.scope.current = undefined;
    return { ...answer, spent: this.isSpent };
  }

  dispose(): void {
    // The thread's loop has been told to stop, and what it still does is no run's business.
    delete require.cache[join(this.folder, actionBundle.commonJs)];
    this.handler = undefined;
  }

  private load(): Promise<ActionHandler> {
    const at = (name: string) => join(this.folder, name);
    return this.scope.enterModule(() => loadAction(at(actionBundle.commonJs), at(actionBundle.esModule)));
  }

  private async call(
    handler: ActionHandler,
    run: Run,
    request: RunRequest,
    signal: AbortSignal,
  ): Promise<void> {
    const { invocation } = request;
    if (handler.form === 'modern') {
      const secrets = Object.fromEntries(
        this.declaration.secrets.map((name) => [name, process.env[name] ?? '']),
      );
      const returned = await handler.main({
        inputs: invocation.inputs,
        record: invocation.object,
        secrets,
        idempotencyKey: invocation.callbackId,
        signal,
        log: this.logger(run),
      });
      this.take(run, { kind: 'outputs', outputFields: returned }, true);
      return;
    }
    const event = hubspotEvent(invocation, this.declaration, this.portalId);
    const callback = (first?: unknown, second?: unknown) =>
      this.take(run, givenByCallback(first, second), false);
    this.take(run, givenByReturn(await handler.main(event, callback)), true);
  }

  /** Takes what an action gave. A returned value ends the run in a second at most. */
  private take(run: Run, given: Given, returned: boolean): void {
    if (given.kind === 'nothing') return;
    if (given.kind === 'error') {
      run.end({ by: 'failure', thrown: given.error });
      return;
    }
    if (run.value === undefined && given.warning !== undefined)
      this.log.write(run.fields, 'WARN', given.warning);
    run.give(given.outputFields);
    if (returned) setTimeout(() => run.end({ by: 'grace' }), graceMs).unref();
  }

  private logger(run: Run) {
    const at = (level: LogLevel) => (message: string, fields?: Readonly<Record<string, unknown>>) =>
      this.log.write(run.fields, level, String(message), fields);
    return { debug: at('DEBUG'), info: at('INFO'), warn: at('WARN'), error: at('ERROR') };
  }

  private answer(run: Run, ending: Ending, request: RunRequest): Omit<RunAnswer, 'spent'> {
    try {
      if (ending.by === 'failure') throw ending.thrown;
      if (ending.by === 'exit' && ending.code !== 0) {
        throw new ActionFailure(`The action called process.exit(${ending.code}).`);
      }
      if (ending.by === 'drained' && this.handler === undefined) {
        throw new ActionFailure('The module never finished loading: it awaits something that does not come.');
      }
      if (ending.by === 'limit') this.atLimit(run, request);
      const { outputs, warnings } = checkOutputs(run.value?.outputFields, this.declaration, this.mask);
      for (const warning of warnings) this.log.write(run.fields, 'WARN', warning);
      if (outputs[executionState] === 'BLOCK') return { failure: this.block(run.value?.outputFields) };
      return { outputs };
    } catch (thrown) {
      return { failure: this.fail(run, thrown, request) };
    }
  }

  /** A result that was given by the time limit stands; without one the run has failed. */
  private atLimit(run: Run, request: RunRequest): void {
    const alive = [...new Set(process.getActiveResourcesInfo())].join(', ') || 'nothing that Node knows of';
    const limit = `${this.declaration.timeoutSeconds} s`;
    const remedy =
      'Close connections and clear timers when the work is done, or return { outputFields } instead of calling the callback.';
    if (run.value === undefined) {
      throw new ActionFailure(
        `The action took longer than its time limit of ${limit}. What kept it alive: ${alive}. Raise the step's "timeout", or see what it waits for.`,
        { retryable: this.declaration.retryTimeouts ?? false },
      );
    }
    this.log.write(
      run.fields,
      'WARN',
      `The action gave its result, but something kept it alive until its time limit of ${limit} (run for ${Math.round(request.limitMs)} ms): ${alive}. ${remedy}`,
    );
  }

  private block(outputFields: unknown): Failure {
    const { workflow, step, pause } = this.declaration;
    const given =
      typeof outputFields === 'object' && outputFields
        ? Reflect.get(outputFields, expirationDuration)
        : undefined;
    const seconds =
      given === undefined || given === null ? defaultExpirySeconds : durationSeconds(String(given));
    if (seconds === undefined) {
      throw new ActionFailure(
        `${expirationDuration} is ${JSON.stringify(given)}, which is no ISO 8601 duration such as "P1W" or "PT2H".`,
      );
    }
    if (!pause) {
      throw new ActionFailure(
        `The action asked to be blocked (${executionState}: "BLOCK"), but its step does not declare "pause". Add it to the step.`,
      );
    }
    return {
      name: 'CodedActions.Blocked',
      message: `expirationSeconds=${seconds} ${workflow}/${step} waits to be completed.`,
    };
  }

  private fail(run: Run, thrown: unknown, request: RunRequest): Failure {
    const failure = thrown instanceof ActionFailure ? thrown : undefined;
    const read = readThrown(thrown);
    const place = this.places.first(
      failure?.cause === undefined ? read.stack : readThrown(failure.cause).stack,
    );
    const verdict = classify(read, request.invocation.attempt, failure);
    const described = describeFailure(
      read,
      verdict,
      failure?.cause === undefined && failure ? undefined : place,
      this.declaration,
      this.mask,
    );
    this.log.write(run.fields, 'ERROR', described.message, {
      error: {
        name: read.name,
        message: read.message,
        file: place?.file ?? this.declaration.file,
        line: place?.line,
        column: place?.column,
        retryable: verdict.name !== 'CodedActions.Failed',
        stack: this.places
          .translateAll(read.stack)
          .split('\n')
          .slice(1, 20)
          .map((line) => line.trim()),
      },
    });
    return described;
  }

  /** Leaves nothing of the run behind; where that cannot be, the host is spent. */
  private async cleanUp(run: Run, ending: Ending, before: readonly object[]): Promise<void> {
    run.ended = true;
    if (ending.by === 'drained') {
      this.timers.clear(false);
      if (this.handler === undefined) this.isSpent = true;
      return;
    }
    this.timers.clear(true);
    const left = activeHandles();
    if (ending.by === 'grace') {
      this.parked.park(left);
    } else {
      const own = left.filter((handle) => !before.includes(handle));
      for (const handle of own) closeHandle(handle);
      this.parked.park(left.filter((handle) => before.includes(handle)));
      if (own.length > 0 || ending.by === 'limit' || this.handler === undefined) this.isSpent = true;
    }
    if (!(await drainsWithin(stopMs))) this.isSpent = true;
  }

  /** An error belongs to the run that began the work in which it happened, however late it comes. */
  private catchErrors(): void {
    const caught = (thrown: unknown) => {
      if (thrown === exitSentinel) return;
      const run = this.scope.owner;
      if (run !== undefined && !run.ended) return run.end({ by: 'failure', thrown });
      if (!this.scope.isAction) {
        // Not the action's: as Node would have it without a listener.
        process.removeListener('uncaughtException', caught);
        process.removeListener('unhandledRejection', caught);
        setImmediate(() => {
          throw thrown;
        });
        return;
      }
      if (run === undefined) this.isSpent = true;
      const { name, message } = readThrown(thrown);
      const text = `An error of a run that had ended already, which it does not change: ${name}: ${message}`;
      if (run !== undefined) this.log.write(run.fields, 'ERROR', text, { late: true });
      else console.error(this.mask.hide(text));
    };
    process.on('uncaughtException', caught);
    process.on('unhandledRejection', caught);
  }

  /** `process.exit` ends the run, not the process: it would take the next run's environment with it. */
  private catchExits(): void {
    for (const name of ['exit', 'abort', 'reallyExit'] as const) {
      const original: unknown = Reflect.get(process, name);
      Reflect.set(process, name, (code?: unknown) => {
        const run = this.scope.owner;
        if (run === undefined)
          return typeof original === 'function' && Reflect.apply(original, process, [code]);
        run.end({ by: 'exit', code: name === 'abort' ? 134 : Number(code ?? process.exitCode ?? 0) });
        throw exitSentinel;
      });
    }
  }
}

/** What a call of `process.exit` throws, so that nothing after it is done. It is nobody's error. */
const exitSentinel = new ActionFailure('The action called process.exit().');
