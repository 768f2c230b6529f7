import { type LogLine, parseLogLine } from './log-line';

/** Beyond this many characters the lines of one invocation are only counted: a flood must not fill our own memory. */
const MAXIMUM_CHARACTERS = 4 * 1024 * 1024;

/** CloudWatch's largest log event, in characters here; longer lines are cut into pieces. */
const MAXIMUM_LINE = 256 * 1024;

/** Gathers what a function's process writes, invocation by invocation. */
export class LogCollector {
  private lines: LogLine[] = [];
  private characters = 0;
  private dropped = 0;
  private rest = '';
  private ends = 0;
  private closed = false;
  private waiting: { ends: number; resolve: () => void } | undefined;

  /**
   * @param endOfLog the line that ends the log of an invocation
   * @param now the time, in milliseconds since the epoch
   */
  constructor(
    private readonly endOfLog: string,
    private readonly now: () => number,
  ) {}

  /** Takes what was read from the process. */
  write(chunk: string): void {
    const pieces = (this.rest + chunk).split('\n');
    this.rest = pieces.pop() ?? '';
    for (const line of pieces) this.take(line);
    if (this.rest.length >= MAXIMUM_LINE) {
      this.take(this.rest);
      this.rest = '';
    }
  }

  /** The process will write nothing more. */
  close(): void {
    if (this.rest !== '') this.take(this.rest);
    this.rest = '';
    this.closed = true;
    this.waiting?.resolve();
  }

  /**
   * Resolves when as many ends of a log have been read, or the process has ended, or after `patience` milliseconds:
   * an answer and the log come by different ways.
   */
  untilEnd(ends: number, patience: number): Promise<void> {
    if (this.closed || this.ends >= ends) return Promise.resolve();
    return new Promise((done) => {
      const resolve = () => {
        clearTimeout(timer);
        this.waiting = undefined;
        done();
      };
      const timer = setTimeout(resolve, patience);
      this.waiting = { ends, resolve };
    });
  }

  /** The lines since the last call. */
  drain(): LogLine[] {
    const { lines, dropped } = this;
    this.lines = [];
    this.characters = 0;
    this.dropped = 0;
    if (dropped === 0) return lines;
    const message = `${dropped} more lines were written and are not kept.`;
    return [...lines, { time: new Date(this.now()).toISOString(), level: 'WARN', message }];
  }

  private take(line: string): void {
    if (line === this.endOfLog) {
      this.ends++;
      if (this.waiting && this.ends >= this.waiting.ends) this.waiting.resolve();
      return;
    }
    if (line === '') return;
    if (this.characters + line.length > MAXIMUM_CHARACTERS) {
      this.dropped++;
      return;
    }
    this.characters += line.length;
    this.lines.push(parseLogLine(line, new Date(this.now()).toISOString()));
  }
}
