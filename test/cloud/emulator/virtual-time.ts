import type { Interface } from 'node:readline';
import type { Writable } from 'node:stream';

/** Something that an execution waits for. */
export interface Wait {
  readonly kind: 'wait' | 'retry' | 'timeout';
  /** Until it is over, in seconds. */
  readonly seconds: number;
}

/** The clock of the emulator's executions, which runs with the machine's and can be moved on. */
export class VirtualTime {
  private readonly waiting: ((line: string) => void)[] = [];
  private aheadSeconds = 0;

  constructor(
    private readonly requests: Writable,
    answers: Interface,
  ) {
    answers.on('line', (line) => this.waiting.shift()?.(line));
  }

  /** Milliseconds since the epoch, as executions see it. */
  now(): number {
    return Date.now() + this.aheadSeconds * 1000;
  }

  /** What executions wait for now, the next first. */
  async waits(): Promise<Wait[]> {
    return this.ask({ waits: true });
  }

  /** Moves the clock on. */
  async advance(seconds: number): Promise<void> {
    this.aheadSeconds += seconds;
    await this.ask({ advance: seconds });
  }

  private async ask(request: object): Promise<Wait[]> {
    const line = new Promise<string>((resolve) => this.waiting.push(resolve));
    this.requests.write(`${JSON.stringify(request)}\n`);
    const { waits } = JSON.parse(await line);
    return waits.map(([kind, seconds]: [Wait['kind'], number]) => ({ kind, seconds }));
  }
}
