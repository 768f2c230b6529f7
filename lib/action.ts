// What new code writes its actions with: `import { action } from 'coded-actions'`. Bundled with the action: keep it tiny.
import { actionMark, errorMark } from './action-marks';

/** The record that the run is about. */
export interface ActionRecord {
  readonly objectType: string;
  readonly objectId: string;
  /** Properties of the record, where the caller gives them; a step's `inputs` are the sure way to some. */
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** Structured logs: each line carries workflow, step, record and run, and the fields given here. */
export interface ActionLogger {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** What an action is called with. */
export interface ActionContext<Inputs, Secret extends string> {
  /** The step's `inputs`, evaluated; where an expression gave nothing, the key is absent. */
  readonly inputs: Inputs;
  readonly record: ActionRecord;
  /** The secrets that the step declares; also in `process.env`. */
  readonly secrets: Readonly<Record<Secret, string>>;
  /** The same on every attempt and redrive of this step for this record, another for each visit. */
  readonly idempotencyKey: string;
  /** Fires shortly before the step's time limit. */
  readonly signal: AbortSignal;
  readonly log: ActionLogger;
}

/** HubSpot's own keys may stand among the outputs: `hs_execution_state`, `hs_expiration_duration`. */
export type Action<
  Inputs = Readonly<Record<string, unknown>>,
  Outputs = unknown,
  Secret extends string = string,
> = (context: ActionContext<Inputs, Secret>) => Outputs | Promise<Outputs>;

/**
 * Marks a handler as one of this form. What it returns are the step's outputs.
 *
 *     export default action<{ email: string }, { owner: string }>(async ({ inputs }) => ({ owner: … }));
 */
export function action<
  Inputs = Readonly<Record<string, unknown>>,
  Outputs = unknown,
  Secret extends string = string,
>(handler: Action<Inputs, Outputs, Secret>): Action<Inputs, Outputs, Secret> {
  return Object.assign((context: ActionContext<Inputs, Secret>) => handler(context), {
    [actionMark]: true as const,
  });
}

/** Thrown to have the step tried again by the step's schedule, whatever the cause was. */
export class RetryableError extends Error {
  override readonly name = 'RetryableError';
  readonly [errorMark] = 'retryable';
}

/** Thrown to fail the step for good, whatever the cause was. */
export class NonRetryableError extends Error {
  override readonly name = 'NonRetryableError';
  readonly [errorMark] = 'nonRetryable';
}

/** Thrown to have the step tried again after a time. */
export class RetryAfterError extends Error {
  override readonly name = 'RetryAfterError';
  readonly [errorMark] = 'retryAfter';

  /** How long to wait, in seconds. */
  readonly seconds: number;

  /**
   * @param after how long to wait, in seconds, at least one; or until when
   * @param message what went wrong, for the log
   */
  constructor(after: number | Date, message?: string, options?: ErrorOptions) {
    const isTime = after instanceof Date;
    super(message ?? `Try again ${isTime ? `at ${String(after)}` : `after ${after} seconds`}.`, options);
    this.seconds = isTime ? (after.getTime() - Date.now()) / 1_000 : after;
  }
}
