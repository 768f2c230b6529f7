import type { Interface } from 'node:readline';
import type { Writable } from 'node:stream';

/** Something that an execution waits for. */
export interface Wait {
  readonly kind: 'wait' | 'retry' | 'timeout';
  /** Until it is over, in seconds. */
  readonly seconds: number;
}

/** What goes on in the emulator. */
export interface Activity {
  /** What executions wait for, the next first. */
  readonly waits: readonly Wait[];
  /** How many functions are running. */
  readonly functions: number;
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

  /** What goes on now. */
  activity(): Promise<Activity> {
    return this.ask({});
  }

  /** Moves the clock on. */
  async advance(seconds: number): Promise<void> {
    this.aheadSeconds += seconds;
    await this.ask({ advance: seconds });
  }

  private async ask(request: object): Promise<Activity> {
    const line = new Promise<string>((resolve) => this.waiting.push(resolve));
    this.requests.write(`${JSON.stringify(request)}\n`);
    const { waits, functions } = JSON.parse(await line);
    return {
      waits: waits.map(([kind, seconds]: [Wait['kind'], number]) => ({ kind, seconds })),
      functions,
    };
  }
}
