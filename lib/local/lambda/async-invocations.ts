import type { Clock } from '../states';
import { LambdaError } from './lambda-error';
import type { InvocationResult, LocalLambda } from './local-lambda';

/** What is told of each attempt of an asynchronous invocation that reached the function; the first is 1. */
export type AttemptListener = (functionName: string, result: InvocationResult, attempt: number) => void;

/** An asynchronous invocation that is tried no more. */
export interface GivenUpInvocation {
  readonly functionName: string;
  /** The event, as JSON text. */
  readonly payload: string;
  /** The last answer; undefined where Lambda itself refused. */
  readonly result: InvocationResult | undefined;
  /** Why Lambda refused; undefined where the function failed. */
  readonly refusal: LambdaError | undefined;
}

/** After a failed attempt: a minute, then two, in milliseconds. */
const WAITS = [60_000, 120_000];

/** After an attempt that was throttled: from a second to five minutes, for six hours, in milliseconds. */
const THROTTLED = { first: 1_000, longest: 300_000, patience: 6 * 3_600_000 };

/**
 * Asynchronous invocations, by "How Lambda handles errors and retries with asynchronous invocation": accepted at once,
 * tried three times in all where the function fails, and for six hours where it is throttled.
 */
export class AsyncInvocations {
  private readonly underWay = new Set<Promise<void>>();
  private readonly closing = new AbortController();

  constructor(
    private readonly lambda: Pick<LocalLambda, 'invoke'>,
    private readonly clock: Clock,
    private readonly onAttempt?: AttemptListener,
    private readonly onGivenUp?: (invocation: GivenUpInvocation) => void,
  ) {}

  /** @param payload JSON text */
  invoke(functionName: string, payload: string): void {
    const invocation = this.run(functionName, payload)
      .catch((error) => {
        if (!this.closing.signal.aborted) throw error;
      })
      .finally(() => this.underWay.delete(invocation));
    this.underWay.add(invocation);
  }

  /** Resolves when none is under way any more, those that wait for another attempt included. */
  async idle(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  /** Gives up further attempts. */
  close(): void {
    this.closing.abort();
  }

  private async run(functionName: string, payload: string): Promise<void> {
    for (const [index, wait] of [...WAITS, undefined].entries()) {
      const result = await this.untilNotThrottled(functionName, payload);
      if (result instanceof LambdaError) {
        this.onGivenUp?.({ functionName, payload, result: undefined, refusal: result });
        return;
      }
      // Cut off by the end, which is no failure of the function.
      if (this.closing.signal.aborted) return;
      this.onAttempt?.(functionName, result, index + 1);
      if (result.functionError === undefined) return;
      if (wait === undefined) this.onGivenUp?.({ functionName, payload, result, refusal: undefined });
      else await this.sleep(wait);
    }
  }

  /** Why Lambda refuses, where it does for good. */
  private async untilNotThrottled(
    functionName: string,
    payload: string,
  ): Promise<InvocationResult | LambdaError> {
    const { first, longest, patience } = THROTTLED;
    const end = this.clock.now() + patience;
    for (let wait = first; ; wait = Math.min(wait * 2, longest)) {
      try {
        return await this.clock.during(this.lambda.invoke(functionName, payload));
      } catch (error) {
        if (!(error instanceof LambdaError)) throw error;
        if (error.status !== 429 || this.clock.now() + wait > end) return error;
      }
      await this.sleep(wait);
    }
  }

  private sleep(milliseconds: number): Promise<void> {
    return this.clock.sleepUntil(this.clock.now() + milliseconds, this.closing.signal);
  }
}
