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
  private growing = false;
  private closed = false;

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
    this.closed = true;
    for (const process of this.all) process.kill();
  }

  private acquire(): Promise<FunctionProcess> | FunctionProcess {
    for (let process = this.idle.pop(); process; process = this.idle.pop()) {
      if (process.alive) return process;
      this.all.delete(process);
    }
    if (this.all.size === 0) return this.add();
    this.growLater();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private release(process: FunctionProcess): void {
    if (!process.alive) this.all.delete(process);
    const next = this.waiting.shift();
    // After the end there is no other process: the one that was killed says how it ended.
    if (next) next(process.alive || this.closed ? process : this.add());
    else if (process.alive) this.idle.push(process);
  }

  /**
   * Starting a process takes longer than most functions: another one is started only for an invocation that has waited
   * for a while, and one after the other.
   */
  private growLater(): void {
    if (this.growing || this.all.size >= this.size) return;
    this.growing = true;
    setTimeout(() => {
      this.growing = false;
      if (this.closed || this.all.size >= this.size) return;
      const next = this.waiting.shift();
      if (!next) return;
      next(this.add());
      if (this.waiting.length > 0) this.growLater();
    }, PATIENCE);
  }

  private add(): FunctionProcess {
    const process = this.start();
    this.all.add(process);
    return process;
  }
}

/** How long an invocation waits for a process that is at work, in milliseconds. */
const PATIENCE = 50;
