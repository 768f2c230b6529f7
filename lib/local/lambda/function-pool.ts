import type { FunctionProcess, ProcessAnswer } from './function-process';

/** One invocation for a pool. */
export interface PoolInvocation {
  readonly requestId: string;
  readonly functionArn: string;
  readonly payload: string;
  /** Ends the process in the middle of its work when it aborts. */
  readonly abandon?: AbortSignal;
}

/** The most invocations that may be under way at once were under way already. */
export class ConcurrencyExceeded extends Error {
  override readonly name = 'ConcurrencyExceeded';
}

/**
 * The warm processes of one version of a function. A process takes one invocation at a time; further ones wait for a
 * free process, or start another while there are fewer than `size`.
 */
export class FunctionPool {
  private readonly idle: FunctionProcess[] = [];
  private readonly all = new Set<FunctionProcess>();
  private readonly waiting: ((process: FunctionProcess) => void)[] = [];
  private underWay = 0;

  /**
   * @param start starts a process of this version
   * @param size the most processes: this machine's measure, so that those in excess wait
   * @param reservedConcurrency the function's own limit, in excess of which Lambda refuses
   */
  constructor(
    private readonly start: () => FunctionProcess,
    private readonly size: number,
    private readonly reservedConcurrency = Number.POSITIVE_INFINITY,
  ) {}

  /** Starts a process ahead of the first invocation. */
  warm(): void {
    if (this.all.size === 0) this.idle.push(this.add());
  }

  /** @throws ConcurrencyExceeded when the function's reserved concurrency is used up */
  async invoke({ requestId, functionArn, payload, abandon }: PoolInvocation): Promise<ProcessAnswer> {
    if (this.underWay >= this.reservedConcurrency) throw new ConcurrencyExceeded();
    this.underWay++;
    try {
      const process = await this.acquire();
      const kill = () => process.kill();
      abandon?.addEventListener('abort', kill, { once: true });
      if (abandon?.aborted) kill();
      try {
        return await process.invoke(requestId, functionArn, payload);
      } finally {
        abandon?.removeEventListener('abort', kill);
        this.release(process);
      }
    } finally {
      this.underWay--;
    }
  }

  /** Kills every process. What is under way ends with `Runtime.ExitError`. */
  close(): void {
    for (const process of this.all) process.kill();
  }

  private acquire(): Promise<FunctionProcess> | FunctionProcess {
    for (let process = this.idle.pop(); process; process = this.idle.pop()) {
      if (process.alive) return process;
      this.all.delete(process);
    }
    if (this.all.size < this.size) return this.add();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private release(process: FunctionProcess): void {
    if (process.alive) {
      const next = this.waiting.shift();
      if (next) next(process);
      else this.idle.push(process);
      return;
    }
    this.all.delete(process);
    const next = this.waiting.shift();
    if (next) next(this.add());
  }

  private add(): FunctionProcess {
    const process = this.start();
    this.all.add(process);
    return process;
  }
}
