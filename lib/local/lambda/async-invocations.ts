import type { Clock } from '../states';
import type { InvocationResult, LocalLambda } from './local-lambda';

/** What is told of each attempt of an asynchronous invocation. */
export type AttemptListener = (functionName: string, result: InvocationResult) => void;

/** "How Lambda handles errors and retries with asynchronous invocation": a minute, then two, in milliseconds. */
const WAITS = [60_000, 120_000];

/** Asynchronous invocations: accepted at once, and tried three times in all where the function fails. */
export class AsyncInvocations {
  private readonly underWay = new Set<Promise<void>>();
  private readonly closing = new AbortController();

  constructor(
    private readonly lambda: Pick<LocalLambda, 'invoke'>,
    private readonly clock: Clock,
    private readonly onAttempt?: AttemptListener,
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
    for (const wait of [...WAITS, undefined]) {
      const result = await this.clock.during(this.lambda.invoke(functionName, payload));
      this.onAttempt?.(functionName, result);
      if (result.functionError === undefined || wait === undefined) return;
      await this.clock.sleepUntil(this.clock.now() + wait, this.closing.signal);
    }
  }
}
