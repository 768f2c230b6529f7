import type { Clock } from './clock';
import { Flow } from './flow';
import { failureDetails, History, type HistoryEvent } from './history';
import type { Integrations } from './integration';
import type { Json, JsonObject } from './json';
import type { Random } from './jsonata/random';
import { Lifetime, MAXIMUM_EXECUTION_TIME } from './lifetime';
import { nestingFailure } from './nesting-failure';
import { Pace } from './pace';
import { StateError } from './state-error';
import type { StateMachine } from './state-machine';
import { TaskTokens } from './task-tokens';
import type { ExecutionFrame } from './visit';

/** What an execution is started with. */
export interface ExecutionOptions {
  /** The execution's input; `{}` when left out, as StartExecution has it. */
  input?: Json;
  /** The execution's name, and its ARN. */
  name: string;
  arn: string;
  stateMachine: { name: string; arn: string };
  /** The role that the context object shows. */
  roleArn: string;
  clock: Clock;
  /** The services behind Task states. */
  integrations: Integrations;
  /** Shared by all executions whose tokens are returned in one place; its own otherwise. */
  taskTokens?: TaskTokens;
  /** Shared by all executions that run in one process; its own otherwise, which is enough for one at a time. */
  pace?: Pace;
  /** `EXPRESS` executions cannot be redriven and say so in the context object; `STANDARD` when left out. */
  type?: 'STANDARD' | 'EXPRESS';
  /** Milliseconds since the epoch; the clock's now when left out. A year later at the latest the execution times out. */
  startTime?: number;
  /** Behind `$random()`, `$uuid()`, jitter; `Math.random` when left out. */
  random?: Random;
  /** Changes what states see as the context object: the TestState API shows another than an execution does. */
  contextObject?: (context: JsonObject) => JsonObject;
  /** Told of each event as it happens. */
  onEvent?: (event: HistoryEvent) => void;
  /** Stops the execution when it aborts. */
  signal?: AbortSignal;
}

/**
 * How an execution ended, as DescribeExecution says it: one that took longer than its machine's `TimeoutSeconds` has no
 * error name, one that took longer than any may has `States.Timeout`.
 */
export interface Outcome {
  status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  output?: Json;
  error?: string;
  cause?: string;
}

/**
 * Starts an execution; it runs by itself from here.
 *
 * @throws StateError `States.Runtime` for an input that is nested too deeply
 */
export function execute(machine: StateMachine, options: ExecutionOptions): Execution {
  try {
    return new Execution(machine, options);
  } catch (thrown) {
    throw nestingFailure(thrown) ?? thrown;
  }
}

/** The reason with which everything under way is aborted. */
class Stopped extends Error {
  constructor(readonly outcome: Outcome) {
    super(`The execution is over: ${outcome.status}`);
  }
}

/** One execution of a state machine. */
export class Execution {
  readonly name: string;
  readonly arn: string;
  readonly startTime: number;
  /** Milliseconds since the epoch; undefined while it runs. */
  stopTime: number | undefined;
  status: 'RUNNING' | Outcome['status'] = 'RUNNING';
  redriveCount = 0;
  /** How it ends; after a redrive, how it ends then. Never rejects but for a fault of the interpreter's own. */
  outcome: Promise<Outcome>;
  private readonly flow: Flow;
  private readonly frame: ExecutionFrame;
  private readonly recorded: History;
  private readonly executionContext: JsonObject;
  private readonly callersSignal: AbortSignal | undefined;
  private stopping = new AbortController();

  constructor(
    private readonly machine: StateMachine,
    options: ExecutionOptions,
  ) {
    const { stateMachine, roleArn, input = {}, type = 'STANDARD' } = options;
    this.name = options.name;
    this.arn = options.arn;
    this.startTime = options.startTime ?? options.clock.now();
    const clock = new Lifetime(options.clock, this.startTime + MAXIMUM_EXECUTION_TIME[type], () =>
      this.stopping.abort(new Stopped({ status: 'TIMED_OUT', error: 'States.Timeout' })),
    );
    this.recorded = new History(() => clock.now(), options.onEvent);
    this.executionContext = {
      Id: options.arn,
      Input: input,
      StartTime: new Date(this.startTime).toISOString(),
      Name: options.name,
      RoleArn: roleArn,
    };
    if (type !== 'EXPRESS') this.executionContext.RedriveCount = 0;
    this.frame = {
      clock,
      integrations: options.integrations,
      taskTokens: options.taskTokens ?? new TaskTokens(),
      history: this.recorded,
      pace: options.pace ?? new Pace(),
      random: options.random ?? Math.random,
      executionArn: options.arn,
      contextObject: options.contextObject,
      context: {
        Execution: this.executionContext,
        StateMachine: { Id: stateMachine.arn, Name: stateMachine.name },
      },
    };
    const lastEventId = this.recorded.record('ExecutionStarted', 0, 'executionStarted', {
      input: JSON.stringify(input),
      inputDetails: { truncated: false },
      roleArn,
    });
    this.flow = new Flow(this.frame, machine.flow, { input, lastEventId, variables: {} });
    this.callersSignal = options.signal;
    this.outcome = this.run();
  }

  /** Its events so far, in order. */
  get history(): readonly HistoryEvent[] {
    return this.recorded.events;
  }

  /** StopExecution: what is under way is aborted. Does nothing to an execution that is over. */
  stop(error?: string, cause?: string): void {
    const outcome: Outcome = { status: 'ABORTED' };
    if (error !== undefined) outcome.error = error;
    if (cause !== undefined) outcome.cause = cause;
    this.stopping.abort(new Stopped(outcome));
  }

  /**
   * RedriveExecution: goes on from the state that failed, on the same definition and input; of a Parallel or Map only
   * what did not succeed runs again, and retries are counted anew. "Restarting state machine executions with redrive".
   *
   * @throws Error when the execution is still running or has succeeded
   */
  redrive(): void {
    if (this.status === 'RUNNING' || this.status === 'SUCCEEDED') {
      throw new Error(`Execution is not redrivable: it is ${this.status}`);
    }
    this.status = 'RUNNING';
    this.stopTime = undefined;
    this.stopping = new AbortController();
    this.redriveCount++;
    this.executionContext.RedriveCount = this.redriveCount;
    this.executionContext.RedriveTime = new Date(this.frame.clock.now()).toISOString();
    const last = this.recorded.events.length;
    const eventId = this.recorded.record('ExecutionRedriven', last, 'executionRedriven', {
      redriveCount: this.redriveCount,
    });
    this.flow.resume(eventId);
    this.outcome = this.run();
  }

  private async run(): Promise<Outcome> {
    const { signal } = this.stopping;
    const stopTimer = this.startTimer();
    const stop = () => this.stop();
    this.callersSignal?.addEventListener('abort', stop, { once: true });
    if (this.callersSignal?.aborted) this.stop();
    let outcome: Outcome;
    try {
      // Whoever starts an execution has it in hand before anything happens in it.
      await Promise.resolve();
      outcome = { status: 'SUCCEEDED', output: await this.flow.run(signal) };
    } catch (thrown) {
      outcome = this.outcomeOf(signal.aborted ? signal.reason : thrown);
    }
    stopTimer?.();
    this.callersSignal?.removeEventListener('abort', stop);
    this.status = outcome.status;
    this.stopTime = this.frame.clock.now();
    this.recordEnd(outcome);
    return outcome;
  }

  /** The state machine's own time-out. */
  private startTimer(): (() => void) | undefined {
    const { timeoutSeconds } = this.machine;
    if (timeoutSeconds === undefined) return undefined;
    const { clock } = this.frame;
    const over = new AbortController();
    clock.sleepUntil(clock.now() + timeoutSeconds * 1000, over.signal).then(
      () => this.stopping.abort(new Stopped({ status: 'TIMED_OUT' })),
      () => {},
    );
    return () => over.abort();
  }

  private outcomeOf(thrown: unknown): Outcome {
    if (thrown instanceof Stopped) return thrown.outcome;
    const failure = nestingFailure(thrown) ?? thrown;
    if (!(failure instanceof StateError)) throw thrown;
    const outcome: Outcome = { status: 'FAILED' };
    if (failure.error !== undefined) outcome.error = failure.error;
    if (failure.causeText !== undefined) outcome.cause = failure.causeText;
    return outcome;
  }

  private recordEnd(outcome: Outcome): void {
    const { status, output, error, cause } = outcome;
    if (status === 'SUCCEEDED') {
      this.recorded.end('ExecutionSucceeded', this.flow.lastEventId, 'executionSucceeded', {
        output: JSON.stringify(output),
        outputDetails: { truncated: false },
      });
      return;
    }
    const name = { FAILED: 'Failed', TIMED_OUT: 'TimedOut', ABORTED: 'Aborted' }[status];
    const details = failureDetails(new StateError(error, cause));
    this.recorded.end(`Execution${name}`, this.flow.lastEventId, `execution${name}`, details);
  }
}
