import type { CodedActionsError } from '../coded-actions-error';

/** How often what a runtime keeps on the disk is looked at, in milliseconds. */
const interval = 500;

/**
 * Looks whether what a runtime keeps on the disk can still be kept: a runtime that has lost its files must not go on as
 * if all were well.
 */
export class DataWatch {
  /** Resolves with the first thing that went wrong; never while all is well. */
  readonly failure: Promise<CodedActionsError>;
  private found: CodedActionsError | undefined;
  private resolve: (error: CodedActionsError) => void = () => {};
  private readonly timer: NodeJS.Timeout;

  /** @param look says what is wrong, as far as it can be seen now */
  constructor(private readonly look: () => CodedActionsError | undefined) {
    this.failure = new Promise((resolve) => {
      this.resolve = resolve;
    });
    this.timer = setInterval(() => this.check(), interval);
    this.timer.unref();
  }

  /** What is wrong, looked at just now; undefined while all is well. What went wrong once stays wrong. */
  check(): CodedActionsError | undefined {
    this.found ??= this.look();
    if (this.found === undefined) return undefined;
    this.close();
    this.resolve(this.found);
    return this.found;
  }

  /** Looks no more. */
  close(): void {
    clearInterval(this.timer);
  }
}
